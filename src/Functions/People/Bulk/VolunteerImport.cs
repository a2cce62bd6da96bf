using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http.Sheets;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;
using Outreach.Functions.Territory;

namespace Outreach.Functions.People.Bulk;

/// <summary>What an import of a sheet would do.</summary>
/// <param name="New">Who would be registered.</param>
/// <param name="Known">How many rows are of people who are registered already; they are left as they are.</param>
/// <param name="Errors">Because of any of which nothing is imported.</param>
internal sealed record VolunteerPlan(IReadOnlyList<SheetRegistration> New, int Known, IReadOnlyList<SheetError> Errors);

/// <summary>Registers the people of a sheet, for admins of their district: looked through as a whole first, then worked off by queue.</summary>
public sealed class VolunteerImport(
    Registrar registrar, RegistrationBatches batches, KnownVolunteers knownVolunteers, TerritoryStore territories, AppDistrict district)
{
    /// <summary>The most people that one import registers; who is known already does not count.</summary>
    public const int MostNew = 2_000;

    /// <summary>
    /// The most rows that a file may have: more than a community's exported list holds. Each is looked up while the admin waits, and those of
    /// people who are known do not count as new.
    /// </summary>
    public const int MostRows = 20_000;

    /// <param name="consent">The version of the text that the people consented to on paper.</param>
    internal async Task<Result<VolunteerPlan>> Plan(byte[] file, string consent, Caller caller, CancellationToken cancellation)
    {
        if (district.Lacks(caller) is { } lacks)
            return lacks;
        if (await territories.Of(district.Code, cancellation) is not { } territory)
            return Refusal.Invalid("areas-missing", "file");
        if (!Sheet.Read(file).TryGet(out var sheet, out var refusal) ||
            !SheetTable.Of(sheet, VolunteerSheet.Columns, "name", "phone", "areaCode").TryGet(out var table, out refusal))
            return refusal;
        if (table.Rows.Count > MostRows)
            return Refusal.Invalid("too-many-rows", "file", MostRows);
        var plan = await Plan(VolunteerSheet.Registrations(table, territory, consent), table.Errors, cancellation);
        return plan.New.Count > MostNew ? TooMany() : plan;
    }

    /// <summary>Sends what was looked through. Under the same id again it comes to the same, by a double click for one.</summary>
    internal async Task<Result<int>> Submit(
        string batch, IReadOnlyList<SheetRegistration> registrations, Caller caller, CancellationToken cancellation)
    {
        if (district.Lacks(caller) is { } lacks)
            return lacks;
        if (registrations.Count == 0)
            return Refusal.Invalid("no-rows", "file");
        if (registrations.Count > MostNew)
            return TooMany();
        if (registrations.Any(registration => registration is not { Draft: not null }))
            return Refusal.Invalid("required", "rows");
        if (await batches.Header(batch, cancellation) is { } sent && sent.By != caller.Person)
            return Refusal.NotFound();
        await batches.Submit(
            batch, [.. registrations.Select(registration => registration.Draft)], district.Code, caller.Person, cancellation,
            [.. registrations.Select(registration => registration.Row)]);
        return registrations.Count;
    }

    private static Refusal TooMany() => Refusal.Invalid("too-many", "file", MostNew);

    private async Task<VolunteerPlan> Plan(
        IReadOnlyList<SheetRegistration> registrations, IReadOnlyList<SheetError> wrong, CancellationToken cancellation)
    {
        var badRows = wrong.Select(error => error.Row).ToHashSet();
        SheetRegistration[] good = [.. registrations.Where(registration => !badRows.Contains(registration.Row))];
        var seen = new Seen[good.Length];
        await Parallel.ForAsync(0, good.Length, Concurrency.Options(cancellation), async (i, token) => seen[i] = await Look(good[i], token));

        var (fresh, known, errors, numbers) = (new List<SheetRegistration>(), 0, wrong.ToList(), new HashSet<string>());
        foreach (var (registration, details, isKnown, mistakes) in seen)
        {
            if (details?.Phone is { } phone && !numbers.Add("phone" + phone.Reveal()))
                Wrong(registration, new FieldError("phone", "duplicate", []));
            if (details?.IdNumber is { } resident && !numbers.Add("id" + resident.Reveal()))
                Wrong(registration, new FieldError("idNumber", "duplicate", []));
            foreach (var mistake in mistakes)
                Wrong(registration, mistake);
            if (isKnown)
                known++;
            else if (details is not null)
                fresh.Add(registration);
        }

        return new VolunteerPlan(fresh, known, [.. errors.OrderBy(error => error.Row)]);

        void Wrong(SheetRegistration registration, FieldError error) => errors.Add(new SheetError(registration.Row, error));
    }

    private async Task<Seen> Look(SheetRegistration registration, CancellationToken cancellation)
    {
        // Of who has a volunteer number the rest is not looked at: the list that it was exported in holds masked numbers.
        if (registration.VolunteerNumber is { } number)
            return await knownVolunteers.WrongOf(number, registration.Draft, cancellation) is { } wrongNumber
                ? new Seen(registration, null, IsKnown: false, [wrongNumber])
                : new Seen(registration, null, IsKnown: true, []);
        if (!(await registrar.Check(registration.Draft, cancellation)).TryGet(out var valid, out var refusal))
            return new Seen(registration, null, IsKnown: false, refusal.Errors);
        var (isKnown, somebodyElses) = await knownVolunteers.Look(valid.Particulars, cancellation);
        return new Seen(
            registration, valid.Particulars.Details, isKnown, [.. somebodyElses.Select(field => new FieldError(field, "somebody-elses", []))]);
    }

    /// <summary>What was found of a row.</summary>
    /// <param name="Details">Null where they are wrong, or a volunteer number stands for them.</param>
    private sealed record Seen(
        SheetRegistration Registration, PersonalDetails? Details, bool IsKnown, IReadOnlyCollection<FieldError> Mistakes);
}
