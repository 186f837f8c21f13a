using System.Reflection;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Tests.Documents;

/// <summary>Every row of docs/contracts/exports.md names a symbol that exists and can be used.</summary>
public sealed class ExportsTableTests
{
    private const string Root = "## The 104 root exports";
    private const string BelowRoot = "## Names below the root";

    public static TheoryData<string, string> Rows => new(RowsOf(Root).Concat(RowsOf(BelowRoot)).Select(row => (row.Python, row.Symbol)));

    [Fact]
    public void RootExports_Table_HasEachOf104NamesOnce()
    {
        var names = RowsOf(Root).Select(row => row.Python).ToList();

        names.Count.ShouldBe(104);
        names.ShouldBeUnique();
    }

    [Fact]
    public void RootExports_Table_CountsByModuleAsThePackageDoes()
        => RowsOf(Root).CountBy(row => row.Module).ToDictionary(StringComparer.Ordinal).ShouldBe(
            new Dictionary<string, int>(StringComparer.Ordinal)
            {
                ["package"] = 1,
                ["models"] = 7,
                ["storage"] = 6,
                ["clock"] = 1,
                ["conflict"] = 2,
                ["topology"] = 1,
                ["crdt"] = 2,
                ["merge"] = 1,
                ["error_log"] = 1,
                ["gates"] = 5,
                ["lifecycle"] = 17,
                ["status"] = 24,
                ["collaboration"] = 36,
            },
            ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Export_Symbol_IsPublic(string python, string symbol)
    {
        var type = typeof(Event).Assembly.GetType(symbol);
        if (type is not null)
        {
            type.IsPublic.ShouldBeTrue($"{symbol} stands for {python}");
            return;
        }

        var split = symbol.LastIndexOf('.');
        var owner = typeof(Event).Assembly.GetType(symbol[..split]).ShouldNotBeNull($"{symbol} stands for {python}");
        owner.IsPublic.ShouldBeTrue();
        owner.GetMember(symbol[(split + 1)..], BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance).ShouldNotBeEmpty($"{symbol} stands for {python}");
    }

    // A constant of Python that is an event type here must also be that event type.
    [Fact]
    public void EventTypeConstants_Values_AreTheirNamesInCamelCase()
    {
        foreach (var (_, python, symbol) in RowsOf(Root).Where(row => row.Symbol.Contains("EventTypes.", StringComparison.Ordinal) && !row.Symbol.EndsWith(".All", StringComparison.Ordinal)))
        {
            var split = symbol.LastIndexOf('.');
            var value = typeof(Event).Assembly.GetType(symbol[..split])!.GetField(symbol[(split + 1)..])!.GetRawConstantValue() as string;

            value.ShouldNotBeNull().ToUpperInvariant().ShouldBe(python.Replace("_", "", StringComparison.Ordinal));
        }
    }

    private static IEnumerable<(string Module, string Python, string Symbol)> RowsOf(string heading)
        => File.ReadAllLines(RepositoryFolder.Find("docs/contracts/exports.md"))
            .SkipWhile(line => line != heading).Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[1], cells[2].Trim('`'), cells[3].Trim('`')));
}
