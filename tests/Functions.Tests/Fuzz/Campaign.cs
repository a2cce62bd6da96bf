using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Functions.Http.Idempotency;
using Outreach.Functions.Http.OpenApi;
using Outreach.Functions.People;
using Outreach.Functions.Security;
using Xunit.Sdk;

namespace Outreach.Functions.Tests.Fuzz;

/// <summary>Sends requests in batches, looks at every answer, and sees to it that what was refused changed nothing.</summary>
internal sealed class Campaign(World world, int seed) : IDisposable
{
    private const int BatchSize = 400;
    private const int AtOnce = 16;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, string> _paths = [];

    // Not the usual client: headers go out byte for byte, and what is asked need not be known to the document.
    private readonly HttpClient _client = Contract.Client(
        world.App.Http.BaseAddress!,
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1 },
        asksWell: false);

    private readonly ConcurrentQueue<string> _wrong = [];
    private int _sent;

    public Coverage Coverage { get; } = new();

    /// <summary>Everything that was not as it has to be, each with the request that shows it.</summary>
    public IReadOnlyCollection<string> Wrong => _wrong;

    /// <summary>How often anything was sent, again or for the first time.</summary>
    public int Sent => _sent;

    /// <summary>Sends the requests of a range of numbers, from the first (inclusive) to the last (exclusive).</summary>
    public async Task Run(int first, int last)
    {
        var maker = new RequestMaker(world, _paths, seed);
        for (var start = first; start < last; start += BatchSize)
        {
            await Renew();
            var batch = new List<FuzzRequest>();
            for (var number = start; number < Math.Min(start + BatchSize, last); number++)
                batch.Add(await WithSpareSession(maker.Make(number)));
            await Judge(batch);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task Judge(IReadOnlyList<FuzzRequest> batch)
    {
        var answers = await Send(batch);
        foreach (var (request, answer) in answers)
            Coverage.Add(request, answer);

        // Among many some go well and change the store, so those that were refused go out once more by themselves.
        var refused = answers.Where(pair => IsWorthAnother(pair.Key, pair.Value)).Select(pair => Anew(pair.Key, pair.Value)).ToList();
        if (await Changes(refused) is { Count: > 0 } changes)
            _wrong.Enqueue($"Refused, and yet the store changed ({string.Join("; ", changes)}): {await Culprit(refused)}");
        LookAtLog();
    }

    /// <summary>Whether a request was refused, and not merely turned away at the gate; of those one in eight will do.</summary>
    private static bool IsWorthAnother(FuzzRequest request, Answer answer) => answer.Status >= 400 &&
        (request.Number % 8 == 0 || answer.Problem is not (null or "blank" or "not-signed-in" or "session-over" or "forbidden"));

    /// <summary>The same call, as one that nobody has answered before; where the key itself was refused, with it.</summary>
    private static FuzzRequest Anew(FuzzRequest request, Answer answer) =>
        answer.ErrorFields.Contains(IdempotencyKeys.Header) ? request : request.Without(IdempotencyKeys.Header);

    /// <summary>
    /// What refused requests change; those that are not refused any more are left out, and the rest is tried again. The table of
    /// the rate limits may move: a call that is refused counts too. Answers kept by idempotency key are not concerned, since
    /// these requests carry none.
    /// </summary>
    private async Task<IReadOnlyList<string>> Changes(List<FuzzRequest> refused)
    {
        while (true)
        {
            await world.App.Quiet();
            var before = await Looks();
            var accepted = (await Send(refused)).Where(pair => pair.Value.Status < 400).Select(pair => pair.Key).ToHashSet();
            await world.App.Quiet();
            if (accepted.Count == 0)
                return before.ChangesUntil(await Looks());
            refused.RemoveAll(accepted.Contains);
        }
    }

    private Task<StoreSnapshot> Looks() => StoreSnapshot.Take(world.App.Storage, thing => !thing.StartsWith("limits/", StringComparison.Ordinal));

    /// <summary>The request that changes the store, found by halves; all that are left where no half does it alone.</summary>
    private async Task<string> Culprit(List<FuzzRequest> requests)
    {
        if (requests.Count == 1)
            return Described(requests[0]);
        foreach (var half in new[] { requests[..(requests.Count / 2)], requests[(requests.Count / 2)..] })
        {
            if (await Changes(half) is { Count: > 0 })
                return await Culprit(half);
        }

        return $"one of requests {requests[0].Number} to {requests[^1].Number}; it does not do it twice";
    }

    private async Task<IReadOnlyDictionary<FuzzRequest, Answer>> Send(IReadOnlyList<FuzzRequest> requests)
    {
        var answers = new ConcurrentDictionary<FuzzRequest, Answer>();
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (request, _) =>
            answers[request] = await Send(request));
        return answers.OrderBy(pair => pair.Key.Number).ToDictionary();
    }

    private async Task<Answer> Send(FuzzRequest request)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        Interlocked.Increment(ref _sent);
        try
        {
            using var message = request.ToMessage(_client.BaseAddress!);
            using var response = await _client.SendAsync(message, limit.Token);
            var answer = await Answer.Of(response, limit.Token);
            if (AnswerRules.Broken(request, answer) is { } broken)
                _wrong.Enqueue($"{broken}: {Described(request)}");
            return answer;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            _wrong.Enqueue($"no answer within {Limit.TotalSeconds} s: {Described(request)}");
        }
        catch (Exception e) when (e is HttpRequestException or XunitException)
        {
            _wrong.Enqueue($"{e.Message}: {Described(request)}");
        }

        return new Answer(0, null, null);
    }

    /// <summary>What calls that go well have used up: activities that were cancelled, people who were erased.</summary>
    private async Task Renew()
    {
        await world.PublishAnother();
        await world.EnterRecord();
        await world.RegisterTwin();
        foreach (var function in ApiFunction.All)
            _paths[function.Name] = await world.Fill(function, AccessMatrixTests.Resources[function.Name]);
    }

    /// <summary>Who ends a session ends one that nobody needs.</summary>
    private async Task<FuzzRequest> WithSpareSession(FuzzRequest request)
    {
        if (request.Function.Name != nameof(EndSession) || !request.Caller.HasSession || request.Header("Authorization") is not { } given)
            return request;
        var sessions = world.App.Services.GetRequiredService<SessionStore>();
        var token = AuthenticationHeaderValue.TryParse(given, out var parsed) ? parsed.Parameter ?? "" : "";
        if (await sessions.Find(token, TestContext.Current.CancellationToken) is not { } session)
            return request;
        var spare = await sessions.Open(session.Person, TestContext.Current.CancellationToken);
        return request.Without("Authorization").With("Authorization", $"Bearer {spare.Token}");
    }

    private void LookAtLog()
    {
        var log = world.App.Log.Take();

        // All phones of these tests begin so.
        var hasNumbers = PersonalNumbers.In(log).Any(number => number.StartsWith("1420", StringComparison.Ordinal));
        if (hasNumbers || log.Contains(" failed.", StringComparison.Ordinal))
            _wrong.Enqueue($"The log says what it must not: {log}");
    }

    private string Described(FuzzRequest request) => $"{request} of seed {seed}\n  {request.Curl(_client.BaseAddress!)}";
}
