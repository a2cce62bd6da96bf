using System.Globalization;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Domain.Territory;

namespace Outreach.Functions.Storage;

/// <summary>A partition key and a row key.</summary>
public readonly record struct RowKey(string Partition, string Row);

/// <summary>
/// The one place where keys are built (docs/adr/0003). They are made of checked values only: codes, ids and hashes, never
/// free text and never a personal number, so none holds a character that Table Storage refuses.
/// </summary>
internal static class Keys
{
    /// <summary>Row keys from <c>prefix</c> (inclusive) to this (exclusive) are those that start with it: ';' follows ':' in ASCII.</summary>
    public static string After(string prefix) => prefix[..^1] + ';';

    public static class Territory
    {
        public static RowKey Of(AreaCode area) => new(area.District.Value, "territory");
    }

    public static class People
    {
        public static RowKey Person(PersonId person) => new(person.Value, "person");

        public static RowKey Grants(PersonId person) => new(person.Value, "grants");

        public const string EngagementsPrefix = "engagements:";

        public static RowKey Engagements(PersonId person, DateOnly day) =>
            new(person.Value, EngagementsPrefix + day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));

        public const string WaitPrefix = "wait:";

        public static RowKey Wait(PersonId person, ActivityId activity) => new(person.Value, WaitPrefix + activity.Value);

        public const string RecordPrefix = "record:";

        public static RowKey Record(PersonId person, ActivityId activity) => new(person.Value, RecordPrefix + activity.Value);

        public const string TrainingPrefix = "training:";

        public static RowKey Training(PersonId person, EntryId entry) => new(person.Value, TrainingPrefix + entry.Value);

        public const string AwardPrefix = "award:";

        public static RowKey Award(PersonId person, EntryId entry) => new(person.Value, AwardPrefix + entry.Value);

        public const string MergePrefix = "merge:";

        public static RowKey Merge(MergeId merge) => new(merge.Survivor.Value, MergePrefix + merge.Value);

        public const string CertificatePrefix = "certificate:";

        public static RowKey Certificate(PersonId person, CertificateNumber number) => new(person.Value, CertificatePrefix + number.Value);

        public const string SessionPrefix = "session:";

        /// <summary>That a session is a person's, so that all of theirs can be ended.</summary>
        public static RowKey Session(PersonId person, string hash) => new(person.Value, SessionPrefix + hash);

        public const string OneTimeCodePrefix = "one-time-code:";

        public static RowKey OneTimeCode(PersonId person, string hash) => new(person.Value, OneTimeCodePrefix + hash);

        public const string UnitContactPrefix = "unit-contact:";

        /// <summary>That a person is a unit's contact.</summary>
        public static RowKey UnitContact(PersonId person, UnitCode unit) => new(person.Value, UnitContactPrefix + unit.Value);

        public static string AuditPartition(AreaCode area) => "audit:" + area.District.Value;

        public static RowKey Audit(AreaCode area, DateTimeOffset at, string id) =>
            new(AuditPartition(area), $"{DateTimeOffset.MaxValue.Ticks - at.Ticks:D19}:{id}");
    }

    public static class Identities
    {
        /// <param name="kind"><c>phone</c> or <c>id-number</c>.</param>
        /// <param name="blind">The keyed hash of the number, in hexadecimal.</param>
        public static RowKey Of(string kind, string blind) => new($"{kind}:{blind}", "person");

        public static RowKey VolunteerNumber(VolunteerNumber number) => new("volunteer-number:" + number.Value, "person");

        public static string Residents(AreaCode area) => "resident:" + area.Value;

        /// <summary>That a person lives, or lived, in an area.</summary>
        public static RowKey Resident(AreaCode area, PersonId person) => new(Residents(area), person.Value);

        public static RowKey Certificate(CertificateNumber number) => new("certificate:" + number.Value, "person");

        /// <param name="blind">The keyed hash of what people may have in common, in hexadecimal.</param>
        public static RowKey Likeness(string blind, PersonId person) => new("likeness:" + blind, person.Value);
    }

    /// <summary>Who was merged into whom: one partition, so that a merge is one transaction and the night reads it in a call.</summary>
    public static class Aliases
    {
        public const string Partition = "aliases";

        /// <param name="person">An alias, or who remains of aliases.</param>
        public static RowKey Of(PersonId person) => new(Partition, person.Value);
    }

    public static class Sessions
    {
        public static RowKey Session(string hash) => new(hash, "session");

        public static RowKey OneTimeCode(string hash) => new(hash, "one-time-code");

        public const string FormKeys = "form-keys";

        /// <param name="name">The name that data protection gives to a key: "key-" and a GUID.</param>
        public static RowKey FormKey(string name) => new(FormKeys, name);
    }

    public static class Activities
    {
        public const string HeaderRow = "activity";
        public const string RosterRow = "roster";
        public const string SignUpPrefix = "sign-up:";
        public const string AttendancePrefix = "attendance:";
        public const string CheckOutAheadPrefix = "check-out-ahead:";
        public const string MakeUpPrefix = "make-up:";
        public const string CorrectionPrefix = "correction:";
        public const string EvaluationPrefix = "evaluation:";
        public const string ResultsRow = "results";
        public const string OutboxPrefix = "outbox:";

        /// <summary>
        /// Ranges of partitions that together hold every activity, from inclusive to exclusive, for who reads them all: side by side they
        /// are read many times as fast. The ids begin with a letter or a digit, most at random; none of the ranges has more than an eighth.
        /// </summary>
        public static IEnumerable<(string From, string To)> Ranges => "04acegikmoqsuwy".Zip("4acegikmoqsuwy{", (from, to) => ($"{from}", $"{to}"));

        public static RowKey Header(ActivityId activity) => new(activity.Value, HeaderRow);

        public static RowKey Roster(ActivityId activity) => new(activity.Value, RosterRow);

        public static RowKey SignUp(ActivityId activity, PersonId person) => new(activity.Value, SignUpPrefix + person.Value);

        public static RowKey Attendance(ActivityId activity, PersonId person) => new(activity.Value, AttendancePrefix + person.Value);

        public static RowKey CheckOutAhead(ActivityId activity, PersonId person) => new(activity.Value, CheckOutAheadPrefix + person.Value);

        public static RowKey MakeUp(ActivityId activity, PersonId person) => new(activity.Value, MakeUpPrefix + person.Value);

        public static RowKey Correction(ActivityId activity, PersonId person) => new(activity.Value, CorrectionPrefix + person.Value);

        public static RowKey Evaluation(ActivityId activity, PersonId person) => new(activity.Value, EvaluationPrefix + person.Value);

        /// <summary>The row keys of everything that activities say of a person.</summary>
        public static IEnumerable<string> RowsOf(PersonId person) =>
            new[] { SignUpPrefix, AttendancePrefix, CheckOutAheadPrefix, MakeUpPrefix, CorrectionPrefix, EvaluationPrefix }
                .Select(prefix => prefix + person.Value);

        public static RowKey Results(ActivityId activity) => new(activity.Value, ResultsRow);

        public static RowKey Outbox(ActivityId activity, long version) =>
            new(activity.Value, OutboxPrefix + version.ToString("D10", CultureInfo.InvariantCulture));
    }

    /// <summary>Published activities by district and month of their start, in order of the start.</summary>
    public static class Calendar
    {
        /// <summary>How a row key begins: the start in UTC.</summary>
        public const string Minute = "yyyyMMddHHmm";

        public static string Partition(AreaCode area, Month month) => $"{area.District}:{month}";

        public static RowKey Of(Activity activity) => Of(activity, activity.Plan.StartsAt);

        /// <summary>Where an activity stands, or stood, when it starts at an instant.</summary>
        public static RowKey Of(Activity activity, DateTimeOffset startsAt) =>
            new(Partition(activity.Plan.OrganiserArea, CivilTime.MonthOf(startsAt)), RowFrom(startsAt) + activity.Id.Value);

        /// <summary>That somebody has to look at an activity.</summary>
        /// <param name="name">Why: <c>drafts</c> or <c>reviews</c>.</param>
        public static RowKey Lead(Activity activity, string name) => new(Leads(activity.Plan.OrganiserArea, name), activity.Id.Value);

        public static string Leads(AreaCode area, string name) => $"{area.District}:{name}";

        /// <summary>The first row key of activities that start at an instant or later.</summary>
        public static string RowFrom(DateTimeOffset startsAt) =>
            startsAt.UtcDateTime.ToString(Minute, CultureInfo.InvariantCulture) + ":";
    }

    /// <summary>What is to be done, named by state: changed activities, and keys whose figures are older than their contributions.</summary>
    public static class Work
    {
        /// <summary>Changed activities stand in this many partitions, so that marking them does not meet one partition's limit.</summary>
        public const int Shards = 16;

        public static string ChangedPartition(int shard) => $"changed:{shard:D2}";

        public static RowKey Changed(ActivityId activity) => new(ChangedPartition(ShardOf(activity.Value)), activity.Value);

        public static string OffersPartition(int shard) => $"offers:{shard:D2}";

        /// <summary>An activity with places on offer.</summary>
        public static RowKey Offers(ActivityId activity) => new(OffersPartition(ShardOf(activity.Value)), activity.Value);

        public static string OpenPartition(int shard) => $"open:{shard:D2}";

        /// <summary>That people may still be in when the activity is over.</summary>
        public static RowKey Open(ActivityId activity) => new(OpenPartition(ShardOf(activity.Value)), activity.Value);

        public static string FoldPartition(FigureDistrict district, Month month) => $"fold:{district}:{month}";

        /// <param name="note">Any id: each note of touched keys is a row of its own.</param>
        public static RowKey Fold(FigureDistrict district, Month month, Guid note) => new(FoldPartition(district, month), $"{note:n}");

        public const string FoldRequests = "fold-requests";

        public static RowKey FoldRequest(FigureDistrict district, Month month) => new(FoldRequests, $"{district}:{month}");

        public const string Merges = "merges";

        /// <summary>A merge, or its undoing, that is not done.</summary>
        public static RowKey Merge(MergeId merge) => new(Merges, merge.Value);

        public static RowKey PersonNumbers() => new("numbers", "people");

        public const string Erasures = "erasures";

        /// <summary>An erasure that is not done, by the id that stands in for the person.</summary>
        public static RowKey Erasure(PersonId standIn) => new(Erasures, standIn.Value);

        public const string Withdrawals = "withdrawals";

        /// <summary>That a person withdrew their consent, whose places may not all be given back yet.</summary>
        public static RowKey Withdrawal(PersonId person) => new(Withdrawals, person.Value);

        public static RowKey Notice(string name) => new("notices", name);

        /// <summary>The names of the keys that ever sealed anything.</summary>
        public const string SealingKeys = "sealing-keys";

        public static RowKey SealingKey(string key) => new(SealingKeys, key);

        public static string SealedPartition(string key) => "sealed:" + key;

        /// <summary>That a partition of a store holds values sealed with a key.</summary>
        public static RowKey Sealed(string key, string kind, string partition) => new(SealedPartition(key), $"{kind}:{partition}");

        private static int ShardOf(string id) => id.Aggregate(17, (hash, c) => ((hash * 31) + c) & 0xFFFF) % Shards;
    }

    public static class Participation
    {
        /// <summary>What all activities contribute to a district in a month stands together: a fold reads a thousand rows with a call.</summary>
        public static string ContributionPartition(FigureDistrict district, Month month) => $"{district}:{month}";

        public static RowKey Contributions(ActivityId activity, FigureDistrict district, Month month) =>
            new(ContributionPartition(district, month), activity.Value);

        /// <summary>The list of where an activity's contributions stand.</summary>
        public static RowKey PlacesOf(ActivityId activity) => new("activity:" + activity.Value, "places");

        /// <summary>The figures of everything directly below an area stand in one partition.</summary>
        public static string FiguresBelow(FigureKey area) => $"{Kebab.Of(area.Dimension)}:{area.Month}:{area.Code}";

        public static RowKey Figures(FigureKey key) => new(FiguresBelow(key with { Code = AboveOf(key) }), key.Code);

        /// <summary>A district stands by itself, and its units stand together: whoever folds it reads no other's figures.</summary>
        private static string AboveOf(FigureKey key) => key.Dimension == Dimension.Unit
            ? "units:" + key.District
            : AreaCode.Parse(key.Code).Must().Parent?.Value ?? "district:" + key.Code;
    }

    /// <summary>What each host claims of a rate limit, in sixteen partitions that are swept one by one.</summary>
    public static class Limits
    {
        public static IEnumerable<string> Partitions => "0123456789abcdef".Select(shard => Partition($"{shard}"));

        public static string Prefix(string name) => name + ':';

        /// <param name="name">A keyed hash, in hexadecimal.</param>
        public static RowKey Claim(string name, string host) => new(Partition(name), Prefix(name) + host);

        /// <param name="name">A keyed hash, in hexadecimal.</param>
        public static string Partition(string name) => $"limits:{name[0]}";
    }

    /// <summary>Answers by idempotency key, by the day (UTC) on which they were given.</summary>
    public static class Answers
    {
        public static string Partition(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        /// <param name="name">A hash, in hexadecimal.</param>
        public static RowKey Of(DateOnly day, string name) => new(Partition(day), name);
    }

    /// <summary>Registrations in bulk. An item is its index in the batch, or the digest of a message that came without one.</summary>
    public static class Registrations
    {
        public const string RefusedPrefix = "refused:";
        public const string RegisteredPrefix = "registered:";

        public static RowKey Batch(string batch) => new(batch, "batch");

        public static RowKey Refused(string batch, string item) => new(batch, RefusedPrefix + item);

        public static RowKey Registered(string batch, string item) => new(batch, RegisteredPrefix + item);
    }

    /// <summary>What devices noted while they were offline, by who sent it: a device and a batch have names of the sender's own.</summary>
    public static class CheckInBatches
    {
        public static RowKey Batch(PersonId by, BatchName name) => new($"{by}:{name.Device}:{name.Batch}", "batch");

        public static RowKey Outcomes(PersonId by, BatchName name) => new($"{by}:{name.Device}:{name.Batch}", "outcomes");
    }
}
