using System.Diagnostics;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Activities;
using Outreach.Functions.Participation;
using Outreach.Functions.People;
using Outreach.Functions.People.Bulk;
using Outreach.Functions.Storage;
using Outreach.Functions.Territory;

namespace Outreach.LocalHost.Sample;

/// <summary>
/// Fills a new system with a district as it was in February 2023: the territory, made-up residents, the activities, who signed
/// up and who came, and the night after. Everything goes the way it goes in life: registrations by queue, the rest by
/// decisions. Ids follow from the sample, so a load that was broken off is simply done again.
/// </summary>
internal sealed class SampleLoader(
    TerritoryStore territories,
    RegistrationBatches batches,
    PeopleStore people,
    ActivityStore activities,
    ActivityCalendar calendar,
    Tables tables,
    TextWriter output)
{
    private const int AttendancePerThousand = 900;
    private const int WaitingPerActivity = 3;
    private const int ClassSize = 45;
    private const int WithoutLimit = 60;

    /// <param name="name">The folder's name below <c>samples</c>.</param>
    /// <exception cref="StartupException">There is no such sample.</exception>
    public static string FolderOf(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "samples", name);
        return name.All(char.IsAsciiLetterOrDigit) && File.Exists(Path.Combine(folder, "areas.csv"))
            ? folder
            : throw new StartupException($"There is no sample called {name}.");
    }

    /// <summary>Loads a sample unless it is there. Gives false when it was.</summary>
    /// <exception cref="StartupException">There is no such sample, or what it holds is refused.</exception>
    /// <param name="night">Runs the night and waits until its figures stand.</param>
    public async Task<bool> Load(string name, PersonId admin, Func<Task> night, CancellationToken cancellation)
    {
        var folder = FolderOf(name);
        var notice = Keys.Work.Notice($"sample-{name}");
        if (await tables.Work.Find(notice, cancellation) is not null)
            return false;

        var watch = Stopwatch.StartNew();
        var territory = await LoadAreas(folder, cancellation);
        var residents = await LoadPeople(name, territory, admin, cancellation);
        await LoadActivities(folder, residents, admin, cancellation);
        Tell("counting the night's figures");
        if (!Console.IsOutputRedirected)
            await output.WriteLineAsync();
        await night();
        await tables.Work.Put(new Azure.Data.Tables.TableEntity(notice.Partition, notice.Row), cancellation);
        await output.WriteLineAsync($"Sample: loaded in {watch.Elapsed.TotalSeconds:0.0} s");
        return true;
    }

    private async Task<DistrictTerritory> LoadAreas(string folder, CancellationToken cancellation)
    {
        Tell("areas");
        var file = await File.ReadAllBytesAsync(Path.Combine(folder, "areas.csv"), cancellation);
        var rows = AreaCsv.Read(file).Must().Rows;
        var district = AreaCode.Parse(rows[0].Code).Must().District;
        var (current, etag) = await territories.Read(district, cancellation);
        var change = TerritoryImport.Plan(current, rows).Change
            ?? throw new StartupException($"The areas of the sample in {folder} are not a territory.");
        await territories.TrySave(change.Territory, etag, cancellation);
        return change.Territory;
    }

    private async Task<IReadOnlyList<Person>> LoadPeople(string name, DistrictTerritory territory, PersonId admin, CancellationToken cancellation)
    {
        var communities = territory.All.Select(area => area.Code).Where(code => code.Level == AreaLevel.Community).ToList();
        var batch = $"sample-{name}";
        await batches.Submit(batch, SamplePeople.Make(communities), territory.District, admin, cancellation);
        while (true)
        {
            var done = await batches.CountRegistered(batch, cancellation);
            Tell($"{done} of {SamplePeople.Count} residents");
            if (done == SamplePeople.Count)
                break;
            if (await batches.Refused(batch, cancellation) is [var (item, refused), ..])
                throw new StartupException($"Resident {item} of the sample {name} was refused ({refused}).");
            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellation);
        }

        var found = await people.FindAll(await batches.Registered(batch, cancellation).ToListAsync(cancellation), cancellation);
        return [.. found.Values.OrderBy(person => person.Details.Phone!.Reveal(), StringComparer.Ordinal)];
    }

    private async Task LoadActivities(string folder, IReadOnlyList<Person> residents, PersonId admin, CancellationToken cancellation)
    {
        foreach (var (activity, i) in SampleActivities.Read(Path.Combine(folder, "activities.csv")).Select((activity, i) => (activity, i)))
        {
            Tell($"activity {i + 1}: {activity.Plan.Title}");
            await activities.TryCreate(activity.Id, activity.Plan, admin, cancellation);
            (await activities.Commit(activity.Id, Lifecycle.Publish, cancellation)).Must();
            await calendar.Replace((await activities.Read(activity.Id, cancellation)).Must(), cancellation);
            await SignUp(activity, Choose(activity.Plan, residents, new Random(i)), cancellation);
            await CallRoll(activity, admin, new Random(i), cancellation);
        }
    }

    /// <summary>Those of the organising area first, then anyone, of whom the activity is for; a few more than there are places.</summary>
    private static IEnumerable<Person> Choose(ActivityPlan plan, IReadOnlyList<Person> residents, Random random)
    {
        var isForStudents = plan.Audience == Audience.Students;
        var fitting = residents
            .Where(person => (person.Details.Guardian is not null) == isForStudents)
            .Where(person => plan.Audience != Audience.PartyMembers || person.PartyMember is not null)
            .ToArray();
        random.Shuffle(fitting);
        var wanted = plan.Capacity + WaitingPerActivity ?? (isForStudents ? ClassSize : WithoutLimit);
        return fitting.OrderBy(person => plan.OrganiserArea.Contains(person.Area) ? 0 : 1).Take(wanted);
    }

    private async Task SignUp(SampleActivity activity, IEnumerable<Person> people, CancellationToken cancellation)
    {
        var at = activity.Plan.StartsAt.AddDays(-2);
        await Task.WhenAll(people.Select(async (person, i) => (await activities.Commit(
            activity.Id, state => Roster.SignUp(state, person.AsApplicant(), null, OfferTerms.Default, at.AddMinutes(i)), cancellation)).Must()));
    }

    /// <summary>On the evening of the day the organiser writes down who was there: most of those who held a place, some not to the end.</summary>
    private async Task CallRoll(SampleActivity activity, PersonId admin, Random random, CancellationToken cancellation)
    {
        var plan = activity.Plan;
        var state = (await activities.Read(activity.Id, cancellation)).Must();
        var lines = state.SignUps.Values
            .Where(signUp => signUp.Status == SignUpStatus.Confirmed)
            .OrderBy(signUp => signUp.Order)
            .Select(signUp => (signUp.Who, Came: random.Next(1000) < AttendancePerThousand, Early: random.Next(4) == 0 ? random.Next(30) : 0))
            .Where(line => line.Came)
            .ToList();
        await Task.WhenAll(lines.Select(async line => (await activities.Commit(
            activity.Id,
            s => RollCall.Record(s, line.Who, plan.StartsAt, plan.EndsAt.AddMinutes(-line.Early), admin, plan.EndsAt.AddHours(3)),
            cancellation)).Must()));
    }

    /// <summary>One line that is written over; in a file, where nothing can be, a line each.</summary>
    private void Tell(string progress) =>
        output.Write(Console.IsOutputRedirected ? $"Sample: {progress}{Environment.NewLine}" : $"\r\u001b[KSample: {progress}");
}
