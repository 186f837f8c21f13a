namespace SpecKitty.Crash.Running;

/// <summary>The harness by command, with a line for each round.</summary>
internal static class CrashCommand
{
    private const int Fine = 0;
    private const int Found = 1;
    private const int Misuse = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        if (CrashOptions.Read(args[1..]) is not { } options)
        {
            await Console.Error.WriteLineAsync(CrashOptions.Help);
            return Misuse;
        }

        Console.WriteLine($"{options.Kills} kills, seed {options.Seed}");
        var totals = await new CrashRun(options, Console.WriteLine).RunAsync();
        Console.WriteLine($"{totals}\nThe same choice of moments again: dotnet run build.cs -- {CrashOptions.Word} --kills {options.Kills} --seed {options.Seed}");
        return totals.Findings.Count == 0 ? Fine : Found;
    }
}
