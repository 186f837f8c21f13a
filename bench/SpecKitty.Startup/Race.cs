using System.Diagnostics;

namespace SpecKitty.Startup;

/// <summary>Starts programs in turn, so that whatever else the machine does falls on all of them alike.</summary>
internal static class Race
{
    private const int WarmUps = 3;

    /// <summary>Times every program from before its start to after its end.</summary>
    /// <param name="programs">What to start.</param>
    /// <param name="home">The home folder of the command line, with a queue in it.</param>
    /// <param name="rounds">How many starts of each count.</param>
    public static async Task<IReadOnlyList<StartedProgram>> RunAsync(IReadOnlyList<StartedProgram> programs, string home, int rounds)
    {
        for (var round = -WarmUps; round < rounds; round++)
        {
            foreach (var program in programs)
            {
                var took = await StartAsync(program, home);
                if (round >= 0)
                {
                    program.Add(took);
                }
            }
        }

        return programs;
    }

    private static async Task<TimeSpan> StartAsync(StartedProgram program, string home)
    {
        var start = new ProcessStartInfo(program.Words[0], program.Words.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["SPEC_KITTY_HOME"] = home },
        };
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var took = Stopwatch.GetElapsedTime(began);
        return process.ExitCode == 0 ? took : throw new InvalidOperationException($"{program.Name} ended with {process.ExitCode}.");
    }
}
