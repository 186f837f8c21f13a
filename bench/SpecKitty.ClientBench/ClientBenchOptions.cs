using System.Globalization;

namespace SpecKitty.ClientBench;

/// <summary>What to measure.</summary>
/// <param name="Scenario">One of <see cref="Everything"/>, <see cref="Enqueue"/> and <see cref="Drain"/>.</param>
/// <param name="Rounds">How often each is measured; the median counts.</param>
/// <param name="Batches">How many batches of 1,000 events are drained in a round.</param>
internal sealed record ClientBenchOptions(string Scenario, int Rounds, int Batches)
{
    public const string Everything = "all";
    public const string Enqueue = "enqueue";
    public const string Drain = "drain";

    public const string Help =
        """
        dotnet run build.cs -- producer [all|enqueue|drain] [--rounds N] [--batches N]

          all        both (the default)
          enqueue    one durable event at a time and many at once, against a plain table in a file of its own
          drain      the queue into a local server, against the same batches posted directly

          --rounds   how often each is measured in turn; the median counts (5)
          --batches  how many batches of 1,000 events are drained in a round (100)
        """;

    /// <summary>Reads a command line.</summary>
    /// <returns>What it asks for; null when it cannot be read.</returns>
    public static ClientBenchOptions? Read(IReadOnlyList<string> words)
    {
        var options = new ClientBenchOptions(Everything, 5, 100);
        for (var i = 0; i < words.Count; i++)
        {
            if (i == 0 && words[i] is Everything or Enqueue or Drain)
            {
                options = options with { Scenario = words[i] };
                continue;
            }

            if (i + 1 == words.Count || !int.TryParse(words[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 10_000)
            {
                return null;
            }

            switch (words[i++])
            {
                case "--rounds":
                    options = options with { Rounds = number };
                    break;
                case "--batches":
                    options = options with { Batches = number };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    /// <summary>Whether a scenario is asked for.</summary>
    public bool Wants(string scenario) => Scenario == scenario || Scenario == Everything;
}
