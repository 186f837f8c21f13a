using System.Globalization;

namespace SpecKitty.Fuzz;

/// <summary>What a run of the fuzzer does.</summary>
/// <param name="Target">The target by name; null for all of them, one after the other.</param>
/// <param name="Duration">The longest time per target.</param>
/// <param name="Inputs">The most inputs per target.</param>
/// <param name="Seed">Chooses the mutations of the built-in engine.</param>
/// <param name="IsPlain">Whether the built-in engine is used although afl-fuzz is installed.</param>
internal sealed record FuzzOptions(string? Target, TimeSpan Duration, long Inputs, int Seed, bool IsPlain)
{
    /// <summary>The first word of the command line.</summary>
    public const string Word = "fuzz";

    public const string Help =
        """
        dotnet run build.cs -- fuzz [TARGET] [--minutes N] [--inputs N] [--seed N] [--plain]

          TARGET     a parser of untrusted input; without it, all of them one after the other
          --minutes  the longest time per target (1)
          --inputs   the most inputs per target (no bound)
          --seed     chooses the mutations of the built-in engine; without it, one is chosen and printed
          --plain    use the built-in engine although afl-fuzz is installed

        New inputs that make a target fail are written to artifacts/fuzz/TARGET. Fix the fault and move the input
        to test/SpecKitty.Fuzz/Seeds/TARGET: every test run replays what is there.
        """;

    /// <summary>Reads a command line after <see cref="Word"/>.</summary>
    /// <returns>The options; null when it cannot be read.</returns>
    public static FuzzOptions? Read(IReadOnlyList<string> words)
    {
        var options = new FuzzOptions(null, TimeSpan.FromMinutes(1), long.MaxValue, Random.Shared.Next(), IsPlain: false);
        for (var i = 0; i < words.Count; i++)
        {
            switch (words[i])
            {
                case "--plain":
                    options = options with { IsPlain = true };
                    break;
                case "--minutes" when Number(words, ++i) is > 0 and <= 10_000 and var minutes:
                    options = options with { Duration = TimeSpan.FromMinutes(minutes) };
                    break;
                case "--inputs" when Number(words, ++i) is > 0 and var inputs:
                    options = options with { Inputs = inputs };
                    break;
                case "--seed" when Number(words, ++i) is >= 0 and <= int.MaxValue and var seed:
                    options = options with { Seed = (int)seed };
                    break;
                case ['-', ..]:
                    return null;
                case var target when options.Target is null:
                    options = options with { Target = target };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    private static long Number(IReadOnlyList<string> words, int index)
        => index < words.Count && long.TryParse(words[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
