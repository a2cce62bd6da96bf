using System.Text;
using System.Text.Json.Nodes;
using Outreach.Functions.Http.OpenApi;
using Outreach.Functions.Security;

namespace Outreach.Functions.Tests.Fuzz;

/// <summary>
/// Makes requests from good ones: each is what a client of the function would send, with one thing wrong or a few, so that it
/// comes as far into the function as the fault lets it. Some have nothing wrong.
/// </summary>
/// <param name="paths">A good path for every function, with its query.</param>
internal sealed class RequestMaker(World world, IReadOnlyDictionary<string, string> paths, int seed)
{
    /// <summary>DELETE comes last: it is not for who others need.</summary>
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "HEAD", "OPTIONS", "TRACE", "FOO", "get", "PROPFIND", "DELETE"];

    private readonly Examples _examples = new(world);

    /// <summary>How many requests it takes until every caller has called every function.</summary>
    public static int Round(World world) => ApiFunction.All.Count * world.Callers.Count * 2;

    public FuzzRequest Make(int number)
    {
        var dice = new Dice(seed, number);
        var (function, caller) = Whose(number, dice);
        var resource = AccessMatrixTests.Resources[function.Name];
        var example = _examples.Of(function, resource, dice);
        var request = Good(number, function, caller, example);
        for (var faults = dice.Percent(8) ? 0 : dice.Percent(80) ? 1 : 2 + dice.Below(2); faults > 0; faults--)
            request = Spoil(request, example, dice);
        return request;
    }

    /// <summary>
    /// In turns whoever comes next, so that every role meets every function, and somebody for whom the function is there, so that
    /// many come far.
    /// </summary>
    private (ApiFunction Function, Caller Caller) Whose(int number, Dice dice)
    {
        var turn = number / 2;
        var function = ApiFunction.All[turn % ApiFunction.All.Count];
        var resource = AccessMatrixTests.Resources[function.Name];
        if (number % 2 == 0)
            return (function, world.Callers[turn / ApiFunction.All.Count % world.Callers.Count]);
        var admitted = world.Callers.Where(caller => Passes(caller, function.Rule) &&
            (resource.Admits(caller, function.Rule) || (resource.IsOwners && caller.IsOwner))).ToList();
        return (function, dice.Of(admitted.Count > 0 ? admitted : world.Callers));
    }

    /// <summary>Whether the gate lets a caller through to a function.</summary>
    private static bool Passes(Caller caller, AccessAttribute rule) => rule switch
    {
        StaffAttribute staff => caller.HoldsAnywhere(staff.Role),
        SignedInAttribute => caller.HasSession,
        _ => true,
    };

    private FuzzRequest Good(int number, ApiFunction function, Caller caller, JsonNode? example)
    {
        var target = paths[function.Name].Split('?', 2);
        var body = example is not null ? Encoding.UTF8.GetBytes(example.ToJsonString())
            : function.Takes?.MediaType == "text/csv" ? File.ReadAllBytes(App.SampleFile("areas.csv"))
            : null;
        var headers = new List<(string, string)> { ("Accept-Language", "en"), ("X-Forwarded-For", "203.0.113.7") };
        if (caller.Http.DefaultRequestHeaders.Authorization is { } authorization)
            headers.Add(("Authorization", $"{authorization}"));
        if (body is not null)
            headers.Add(("Content-Type", function.Takes?.MediaType ?? "application/json"));
        return new FuzzRequest(number, function, caller, function.Method.ToUpperInvariant(), target[0], target[1], headers, body);
    }

    private FuzzRequest Spoil(FuzzRequest request, JsonNode? example, Dice dice)
    {
        var takesBody = request.Function.Takes is not null;
        return dice.Below(100) switch
        {
            < 45 when example is not null => request with { Body = BrokenJson.Write(example, dice) },
            < 53 when takesBody => OddBodies.AsForm(request, example, dice),
            < 58 => OddBodies.OtherMedia(takesBody ? request : request with { Body = BrokenJson.Write(new JsonObject(), dice) }, dice),
            < 64 => OddBodies.OtherBytes(request, dice),
            < 66 => OddBodies.Multipart(request, dice),
            < 78 => OddHeaders.In(request, dice),
            < 88 => request with { Path = OddTargets.Path(request.Path, world.Expendable, dice) },
            < 97 => request with { Query = OddTargets.Query(request.Query, request.Function, world.Expendable, dice) },
            _ => request with { Method = dice.Of(request.Path.Contains(world.Owner.Id, StringComparison.Ordinal) ? Methods[..^1] : Methods) },
        };
    }
}
