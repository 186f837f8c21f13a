using System.Globalization;

namespace SpecKitty.Crash;

/// <summary>How much to kill, and by which choice of moments.</summary>
/// <param name="Kills">How many child processes are killed at least.</param>
/// <param name="Seed">The same seed chooses the same kinds of children and the same moments.</param>
internal sealed record CrashOptions(int Kills, int Seed)
{
    /// <summary>The word of the command line that starts the harness.</summary>
    public const string Word = "crash";

    public const string Help =
        """
        dotnet run build.cs -- crash [--kills N] [--seed N]

          --kills   how many child processes to kill (10000)
          --seed    chooses the kinds of children and the moments; without it, one is chosen and printed
        """;

    private const int DefaultKills = 10_000;

    /// <summary>Reads a command line behind <see cref="Word"/>.</summary>
    /// <returns>What it asks for; null when it cannot be read.</returns>
    public static CrashOptions? Read(IReadOnlyList<string> words)
    {
        var options = new CrashOptions(DefaultKills, Random.Shared.Next());
        if (words.Count % 2 != 0)
        {
            return null;
        }

        for (var i = 0; i < words.Count; i += 2)
        {
            if (!int.TryParse(words[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            switch (words[i])
            {
                case "--kills" when number > 0:
                    options = options with { Kills = number };
                    break;
                case "--seed":
                    options = options with { Seed = number };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
