using System.Globalization;
using System.Text;
using Outreach.Functions.Http.OpenApi;

namespace Outreach.Functions.Tests.Fuzz;

/// <summary>How often each function was called by whom, and what came of it.</summary>
internal sealed class Coverage
{
    private readonly Dictionary<(string Function, string Caller), int> _byCaller = [];
    private readonly Dictionary<(string Function, int Status), int> _byStatus = [];
    private readonly Dictionary<string, int> _decided = [];

    public int Total => _byCaller.Values.Sum();

    public void Add(FuzzRequest request, Answer answer)
    {
        var (function, caller) = (request.Function.Name, request.Caller.Name);
        Count(_byCaller, (function, caller));
        Count(_byStatus, (function, answer.Status));
        if (answer.Status < 300 || answer.Problem == "not-found" || request.Function.OwnRefusals.Contains(answer.Problem))
            Count(_decided, function);
    }

    /// <summary>The functions that too few requests came through to: most ended at the gate, or at the reader of the input.</summary>
    /// <param name="percent">The share of a function's calls that it has to have decided on.</param>
    public IEnumerable<string> Shallow(int percent) =>
        from function in ApiFunction.All
        where 100 * _decided.GetValueOrDefault(function.Name) < percent * Calls(function.Name)
        select function.Name;

    /// <summary>The callers who never called a function.</summary>
    public IEnumerable<string> Missing(World world) =>
        from function in ApiFunction.All
        from caller in world.Callers
        where !_byCaller.ContainsKey((function.Name, caller.Name))
        select $"{function.Name} as {caller.Name}";

    public override string ToString()
    {
        var text = new StringBuilder($"{Total} requests\n");
        foreach (var function in _byStatus.GroupBy(pair => pair.Key.Function).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var statuses = function.OrderBy(pair => pair.Key.Status).Select(pair => $"{pair.Key.Status}: {pair.Value}");
            var (calls, decided) = (Calls(function.Key), _decided.GetValueOrDefault(function.Key));
            text.Append(CultureInfo.InvariantCulture, $"{function.Key,-28}{calls}, decided {decided} = {string.Join(", ", statuses)}\n");
        }

        return text.ToString();
    }

    private int Calls(string function) => _byStatus.Where(pair => pair.Key.Function == function).Sum(pair => pair.Value);

    private static void Count<T>(Dictionary<T, int> counts, T what)
        where T : notnull => counts[what] = counts.GetValueOrDefault(what) + 1;
}
