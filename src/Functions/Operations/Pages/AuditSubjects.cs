using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;

namespace Outreach.Functions.Operations.Pages;

/// <summary>Whom and what an entry of the audit log concerns.</summary>
/// <param name="Deed">The key of what was done.</param>
/// <param name="Others">What is neither an activity nor a person, such as a queue.</param>
internal sealed record AuditSubjects(
    string Deed, IReadOnlyList<ActivityId> Activities, IReadOnlyList<PersonId> People, IReadOnlyList<string> Others)
{
    /// <summary>Reads what <see cref="Security.AuditLog.Write"/> was given; an id that is none is left as the text that it is.</summary>
    public static AuditSubjects Of(string what)
    {
        string[] parts = what.Split(':');
        var read = new Reading();
        foreach (var (part, i) in parts.Skip(1).Select((part, i) => (part, i)))
            read.Take(part, KindOf(parts[0], i));
        return new AuditSubjects(parts[0], read.Activities, read.People, read.Others);
    }

    private static Kind KindOf(string deed, int at) => (deed, at) switch
    {
        ("make-up" or "correction", 0) => Kind.Amendment,
        ("merge-people" or "undo-merge", 0) => Kind.Merge,
        ("results" or "edit-activity" or "evaluation", 0) => Kind.Activity,
        ("training" or "award", 1) => Kind.Nothing,
        ("replay", _) => Kind.Text,
        _ => Kind.Person,
    };

    private enum Kind
    {
        Person,
        Activity,

        /// <summary>Leads to its activity.</summary>
        Amendment,

        /// <summary>Leads to who remains.</summary>
        Merge,
        Text,

        /// <summary>An id that leads nowhere by itself.</summary>
        Nothing,
    }

    private sealed class Reading
    {
        public List<ActivityId> Activities { get; } = [];

        public List<PersonId> People { get; } = [];

        public List<string> Others { get; } = [];

        public void Take(string part, Kind kind)
        {
            if (kind == Kind.Activity && ActivityId.Parse(part).TryGet(out var activity, out _))
                Activities.Add(activity);
            else if (kind == Kind.Amendment && AmendmentId.Parse(part).TryGet(out var amendment, out _))
                Activities.Add(amendment.Activity);
            else if (kind == Kind.Merge && MergeId.Parse(part).TryGet(out var merge, out _))
                People.Add(merge.Survivor);
            else if (kind == Kind.Person && PersonId.Parse(part).TryGet(out var person, out _))
                People.Add(person);
            else if (kind != Kind.Nothing)
                Others.Add(part);
        }
    }
}
