using System.Globalization;

namespace SpecKitty.Load;

/// <summary>What to measure.</summary>
/// <param name="Scenario">One of <see cref="Scenarios"/>.</param>
/// <param name="Stores">The stores to measure, in order.</param>
/// <param name="Seconds">How long each measure takes.</param>
internal sealed record LoadOptions(string Scenario, IReadOnlyList<string> Stores, double Seconds)
{
    public const string Everything = "all";
    public const string Batches = "batches";
    public const string Duplicates = "duplicates";
    public const string Singles = "singles";
    public const string Push = "push";
    public const string Open = "open";
    public const string Crowd = "crowd";
    public const string Neighbour = "neighbour";
    public const string Soak = "soak";

    public const string Help =
        """
        dotnet run build.cs -- load [all|batches|duplicates|singles|push|open|crowd|neighbour|soak] [--store postgres|sqlite] [--seconds N]

          all         batches, duplicates and singles (the default)
          batches     batches of 1,000 events by one client and by four, against the database alone
          duplicates  batches that the server has already, against the same batches when they were new
          singles     posts of one event by 64 clients, against one commit a post
          push        posts of one event to 1,000 subscribers, against an empty broadcast of the same bytes
          open        the page of a mission of 200 participants and 100,000 events, against a picture of the same server
          crowd       50 to 400 contexts on one work package: their batch, the state and the page of their mission
          neighbour   single posts of small teams, alone and beside a team whose 400 contexts on one target post batches as fast as they are accepted
          soak        steady traffic for a long time, and what memory does

          --store     measure one store; without it both, PostgreSQL first
          --seconds   how long each measure takes (5; of push 20, of neighbour 15), or the whole soak (600)
        """;

    public static readonly IReadOnlyList<string> Scenarios = [Everything, Batches, Duplicates, Singles, Push, Open, Crowd, Neighbour, Soak];

    public static readonly IReadOnlyList<string> AllStores = ["postgres", "sqlite"];

    /// <summary>Reads a command line.</summary>
    /// <returns>What it asks for; null when it cannot be read.</returns>
    public static LoadOptions? Read(IReadOnlyList<string> words)
    {
        string? scenario = null;
        IReadOnlyList<string> stores = AllStores;
        double? seconds = null;
        for (var i = 0; i < words.Count; i++)
        {
            var value = i + 1 < words.Count ? words[i + 1] : "";
            switch (words[i])
            {
                case "--store" when AllStores.Contains(value):
                    stores = [value];
                    i++;
                    break;
                case "--seconds" when double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var given) && given is >= 1 and <= 86_400:
                    seconds = given;
                    i++;
                    break;
                case var word when scenario is null && Scenarios.Contains(word):
                    scenario = word;
                    break;
                default:
                    return null;
            }
        }

        scenario ??= Everything;
        return new LoadOptions(scenario, stores, seconds ?? (scenario switch { Soak => 600, Push => 20, Neighbour => 15, _ => 5 }));
    }

    /// <summary>Whether a scenario is asked for.</summary>
    public bool Wants(string scenario) => Scenario == scenario || (Scenario == Everything && scenario is not (Push or Open or Crowd or Neighbour or Soak));
}
