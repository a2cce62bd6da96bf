using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Attendance;
using Outreach.Functions.Attendance.Bulk;
using Outreach.Functions.Attendance.Review;
using Outreach.Functions.Http;
using Outreach.Functions.Http.OpenApi;
using Outreach.Functions.Operations;
using Outreach.Functions.Participation;
using Outreach.Functions.Participation.Entries;
using Outreach.Functions.People;
using Outreach.Functions.People.Bulk;
using Outreach.Functions.People.Consenting;
using Outreach.Functions.People.Erasing;
using Outreach.Functions.People.Exporting;
using Outreach.Functions.People.Merging;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Tests;
using static Outreach.Functions.Tests.Resource;

namespace Outreach.Functions.Tests;

/// <summary>
/// Calls every function as everybody. What has to come of it follows from the function's rule and from the one line here that
/// says what the call is about.
/// </summary>
public sealed class AccessMatrixTests(AzuriteFixture azurite)
{
    /// <summary>What each function is about, and the body of a good call.</summary>
    internal static readonly IReadOnlyDictionary<string, Resource> Resources = new Dictionary<string, Resource>
    {
        [nameof(GetOpenApi)] = Public,
        [nameof(GetArea)] = Public,
        [nameof(ListAreas)] = Public,
        [nameof(ImportAreas)] = Of(World.District) with { Body = _ => World.AreasFile() },
        [nameof(RegisterVolunteer)] = Public with { Body = _ => App.VolunteerBody(99) },
        [nameof(SubmitRegistrations)] = Of(World.District) with { Body = _ => World.Registrations(98) },
        [nameof(GetRegistrationBatch)] = Hidden(World.District),
        [nameof(OpenSession)] = Public with { Body = _ => new { code = "none" } },
        [nameof(EndSession)] = Own with { IsLast = true },
        [nameof(GetMe)] = Own,
        [nameof(GetAudit)] = Of(App.Community),
        [nameof(ListPoisonMessages)] = Of(World.District),
        [nameof(ReplayPoisonMessages)] = Of(World.District),
        [nameof(GetKeys)] = Of(World.District),
        [nameof(GetPerson)] = PersonFor(Role.Admin),
        [nameof(CorrectPerson)] = PersonFor(Role.Admin) with { Body = _ => new { skills = new[] { "急救" } } },
        [nameof(ExportPerson)] = PersonFor(Role.Admin),
        [nameof(ErasePerson)] = Hidden(App.Community, Role.Admin) with { Id = world => world.Somebody() },
        [nameof(GetConsents)] = PersonFor(Role.Admin),
        [nameof(GiveConsent)] = PersonFor() with { Body = _ => new { version = "1" } },
        [nameof(WithdrawConsent)] = Hidden(App.Community, Role.Admin) with { Id = world => world.Somebody() },
        [nameof(CreateOneTimeLink)] = PersonFor(Role.Admin),
        [nameof(GiveGrant)] = Of(App.Community) with { Body = _ => World.Grant(Role.Inspector, App.Community) },
        [nameof(RevokeGrant)] = Of(App.Community) with { Id = world => world.SomebodyGranted(Role.GridWorker) },
        [nameof(GetPersonRecord)] = PersonFor(Enum.GetValues<Role>()),
        [nameof(GetCertificate)] = PersonFor(),
        [nameof(VerifyCertificate)] = Public,
        [nameof(EnterTraining)] = Hidden(App.Community) with { Body = _ => World.Training() },
        [nameof(CorrectTraining)] = Hidden(App.Community) with { Before = world => world.EnterRecord(), Body = _ => new { minutes = 90 } },
        [nameof(WithdrawTraining)] = Hidden(App.Community) with { Before = world => world.EnterRecord() },
        [nameof(EnterAward)] = Hidden(App.Community) with { Body = _ => World.Award() },
        [nameof(CorrectAward)] = Hidden(App.Community) with { Before = world => world.EnterRecord(), Body = _ => new { giver = "街道办" } },
        [nameof(WithdrawAward)] = Hidden(App.Community) with { Before = world => world.EnterRecord() },
        [nameof(ListDuplicates)] = Hidden(App.Community),
        [nameof(MergePeople)] = Hidden(App.Community) with
        {
            Before = world => world.RegisterTwin(),
            Id = world => world.Somebody(),
            Body = world => new { duplicate = world.Twin },
        },
        [nameof(UndoMerge)] = Hidden(App.Community),
        [nameof(CreateActivity)] = Of(App.Community) with { Body = world => world.App.ActivityBody() },
        [nameof(GetActivity)] = Hidden(App.Community, Role.Organiser) with { Id = world => new(world.Draft) },
        [nameof(ListActivities)] = Public,
        [nameof(EditActivity)] = Of(App.Community) with { Body = _ => new { title = "净菜进社区" } },
        [nameof(CopyActivity)] = Of(App.Community),
        [nameof(PublishActivity)] = Of(App.Community),
        [nameof(CancelActivity)] = Of(App.Community),
        [nameof(CloseActivity)] = Of(App.Community),
        [nameof(SignUpForActivity)] = Own,
        [nameof(GetSignUp)] = Own,
        [nameof(CancelSignUp)] = Own,
        [nameof(GetCheckInCode)] = Of(App.Community),
        [nameof(CheckIn)] = Own with { Body = _ => new { code = "none" } },
        [nameof(CheckOut)] = Own with { Body = _ => new { code = "none" } },
        [nameof(RecordRollCall)] = Of(App.Community) with { Body = world => new[] { new { personId = world.Owner.Id, checkedInAt = App.Monday } } },
        [nameof(SubmitCheckIns)] = Public with { Body = world => world.CheckIns("2") },
        [nameof(GetCheckInBatch)] = Anothers,
        [nameof(EnterMakeUp)] = Of(App.Community) with { Id = world => new(world.Past), Body = world => world.MakeUp() },
        [nameof(ListMakeUps)] = Of(App.Community, Role.Organiser, Role.Reviewer),
        [nameof(ApproveMakeUp)] = Hidden(App.Community),
        [nameof(RejectMakeUp)] = Hidden(App.Community),
        [nameof(EnterCorrection)] = Of(App.Community) with { Id = world => new(world.Past), Body = world => world.Correction() },
        [nameof(ListCorrections)] = Of(App.Community, Role.Organiser, Role.Reviewer),
        [nameof(ApproveCorrection)] = Hidden(App.Community),
        [nameof(RejectCorrection)] = Hidden(App.Community),
        [nameof(RecordResults)] = Of(App.Community) with { Id = world => new(world.Past), Body = _ => new { leaflets = 10 } },
        [nameof(GetResults)] = Of(App.Community),
        [nameof(EvaluateParticipant)] = Of(App.Community) with { Id = world => new(world.Past), Body = world => world.Evaluation() },
        [nameof(GetActivityParticipation)] = Of(App.Community),
        [nameof(GetAreaParticipation)] = Of(App.Community),
        [nameof(GetUnitParticipation)] = Of(World.District) with { IsOwners = true, Before = world => world.NameContact() },
        [nameof(NameUnitContact)] = Hidden(World.District) with { Body = world => new { personId = world.Owner.Id } },
        [nameof(DismissUnitContact)] = Hidden(World.District) with { Before = world => world.NameContact() },
    };

    [Fact]
    public void Has_a_line_for_every_function_and_for_nothing_else()
    {
        var (named, functions) = (Resources.Keys, ApiFunction.All.Select(function => function.Name).ToList());
        Assert.True(
            !functions.Except(named).Any(),
            $"Nothing here says what these are about: {string.Join(", ", functions.Except(named))}. Give each a line in Resources: " +
            "Public, Own, Anothers, Of(area, roles), Hidden(area, roles) or PersonFor(roles), with the body that a good call has.");
        Assert.Empty(named.Except(functions));
    }

    [Fact]
    public async Task Gives_every_caller_of_every_function_what_its_rule_says()
    {
        await using var world = await World.Make(azurite);
        var wrong = new ConcurrentBag<string>();
        var calls = ApiFunction.All.Where(function => Resources.ContainsKey(function.Name)).Select(function => (function, Resources[function.Name]));
        foreach (var (function, resource) in calls.OrderBy(call => call.Item2.IsLast))
        {
            // What has to be prepared for every call is not to be taken away by another.
            var side = new ParallelOptions { MaxDegreeOfParallelism = resource.Before is null ? 8 : 1 };
            await Parallel.ForEachAsync(world.Callers, side, async (caller, _) =>
            {
                await (resource.Before?.Invoke(world) ?? Task.CompletedTask);
                var path = await world.Fill(function, resource);
                var answer = await caller.Http.Send(new HttpMethod(function.Method.ToUpperInvariant()), path, resource.Body?.Invoke(world));
                var expected = Expect(function, caller, resource);
                if (!IsSo(answer, expected, function, resource))
                    wrong.Add($"{function.Name} as {caller.Name}: {answer.Status} {answer.Problem}, not {expected?.ToString() ?? "let in"}");
            });
        }

        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Order(StringComparer.Ordinal)));
    }

    /// <summary>The status with which the caller is turned away; null where they are let in.</summary>
    private static int? Expect(ApiFunction function, Caller caller, Resource resource)
    {
        if (function.Rule is not AnyoneAttribute && !caller.HasSession)
            return StatusCodes.Status401Unauthorized;
        if (function.Rule is StaffAttribute staff && !caller.HoldsAnywhere(staff.Role))
            return StatusCodes.Status403Forbidden;
        return resource.Admits(caller, function.Rule) || (resource.IsOwners && caller.IsOwner) ? null : resource.Otherwise;
    }

    /// <summary>
    /// Who is turned away learns nothing more; who is let in gets an answer, or a refusal that is the function's own and not of everybody's.
    /// </summary>
    private static bool IsSo(Answer answer, int? expected, ApiFunction function, Resource resource) => expected is { } status
        ? answer.Status == status && answer.Problem is ("not-signed-in" or "session-over" or "forbidden" or "not-found")
        : answer.Status < 300 || function.OwnRefusals.Contains(answer.Problem) || (resource.MayBeAbsent && answer.Problem == "not-found");
}
