using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.People;
using Outreach.Functions.People.Merging;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

/// <summary>What a host leaves that dies in the middle of a merge, and what becomes of it.</summary>
public sealed class MergeCrashTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private App _app = null!;
    private HttpClient _admin = null!;
    private Resident _person = null!;
    private Resident _duplicate = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await App.Start(azurite);
        _admin = await _app.SignInAsAdmin();
        (_person, _duplicate) = (await _app.Register(1), await _app.Register(2));
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Takes_back_or_finishes_what_was_begun_and_leaves_who_is_at_it_alone(bool flagged, bool holds)
    {
        var merge = await BeginAndCrash(flagged, holds);
        await _app.Run("ResumeMerges");
        Assert.Single(await _app.Partition("work", "merges"));

        _app.Clock.Advance(TimeSpan.FromMinutes(5));
        await _app.Run("ResumeMerges");
        await _app.Run("ResumeMerges");
        Assert.Empty(await _app.Partition("work", "merges"));
        Assert.Equal(holds ? 404 : 200, (await _admin.Get($"/api/people/{_duplicate.Id}")).Status);
        Assert.Equal(holds ? "142****0002" : "142****0001", Phone((await _admin.Get($"/api/people/{_person.Id}")).Body!));
        Assert.Equal(holds ? 401 : 200, (await _duplicate.Http.Get("/api/me")).Status);
        Assert.Equal(holds ? 2 : 0, (await _app.ReadAll("aliases")).Count);
        var undone = await _admin.Post($"/api/merges/{merge}/undo");
        Assert.Equal(holds ? 200 : 404, undone.Status);
        Assert.Equal("142****0001", Phone((await _admin.Get($"/api/people/{_person.Id}")).Body!));
    }

    [Fact]
    public async Task Finishes_an_undoing_that_was_cut_off()
    {
        var merge = (await _admin.Post($"/api/people/{_person.Id}/merges", new { duplicate = _duplicate.Id })).Body!["mergeId"]!.GetValue<string>();
        var (aliases, flagged) = (await _app.ReadAll("aliases"), await PersonRow());
        await _admin.Post($"/api/merges/{merge}/undo");

        // The rest of it did not happen: the duplicate is still an alias, and the work is noted.
        foreach (var row in aliases)
            await Table("aliases").AddEntityAsync(row, TestContext.Current.CancellationToken);
        await Table("people").UpsertEntityAsync(flagged, TableUpdateMode.Replace, TestContext.Current.CancellationToken);
        await Note(merge);
        _app.Clock.Advance(TimeSpan.FromMinutes(5));
        await _app.Run("ResumeMerges");
        Assert.Equal(200, (await _admin.Get($"/api/people/{_duplicate.Id}")).Status);
        Assert.Empty(await _app.ReadAll("aliases"));
        Assert.Empty(await _app.Partition("work", "merges"));
    }

    /// <summary>Writes as much of a merge that takes the duplicate's phone as a host does before it dies.</summary>
    private async Task<string> BeginAndCrash(bool flagged, bool holds)
    {
        var none = TestContext.Current.CancellationToken;
        var people = _app.Services.GetRequiredService<PeopleStore>();
        var (survivor, duplicate) = ((await people.FindRow(Id(_person), none))!, (await people.FindRow(Id(_duplicate), none))!);
        var merge = MergeId.FromBytes(survivor.Person.Id, [1, 2, 3, 4, 5]);
        var after = Domain.People.Merging.Take(survivor.Person, duplicate.Person, ["phone"]);
        await Note(merge.Value);
        await _app.Services.GetRequiredService<MergeRows>().Put(
            new StoredMerge(merge, duplicate.Person.Id, ["phone"], MergeStatus.Begun, _app.Clock.GetUtcNow(), null, people.Store(after)), none);
        if (flagged)
            await people.TryReplace(duplicate.Person with { MergedBy = merge }, duplicate, none);
        if (holds)
            Assert.Null(await _app.Services.GetRequiredService<AliasStore>().TryAdd(
                duplicate.Person.Id, new Survivor(survivor.Person.Id, survivor.Person.Number), merge, none));
        return merge.Value;
    }

    private Task Note(string merge) => Table("work").UpsertEntityAsync(
        new TableEntity("merges", merge) { ["Duplicate"] = _duplicate.Id, ["At"] = _app.Clock.GetUtcNow() },
        TableUpdateMode.Replace,
        TestContext.Current.CancellationToken);

    private async Task<TableEntity> PersonRow() => (await _app.Partition("people", _duplicate.Id)).Single(row => row.RowKey == "person");

    private TableClient Table(string name) => new TableServiceClient(_app.Storage).GetTableClient(name);

    private static PersonId Id(Resident person) => PersonId.Parse(person.Id).Must();

    private static string Phone(JsonNode person) => person["phoneMasked"]!.GetValue<string>();
}
