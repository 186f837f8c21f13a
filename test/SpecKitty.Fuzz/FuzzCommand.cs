using SpecKitty.Fuzz.Engine;

namespace SpecKitty.Fuzz;

/// <summary>The fuzzer by command.</summary>
internal static class FuzzCommand
{
    private const int Clean = 0;
    private const int FaultsFound = 1;
    private const int Usage = 2;

    /// <summary>Fuzzes one target or all.</summary>
    /// <param name="words">The command line after its first word.</param>
    /// <returns>0 when no input made a target fail, 1 when one did, 2 when the command line is wrong.</returns>
    public static async Task<int> RunAsync(string[] words)
    {
        // Before the first instrumented code runs, which is when the targets are made.
        Coverage.Attach();
        if (FuzzOptions.Read(words) is not { } options || (options.Target is { } name && FuzzTarget.Find(name) is null))
        {
            await Console.Error.WriteLineAsync($"{FuzzOptions.Help}\n\nTargets:\n{string.Join('\n', FuzzTarget.All.Select(target => $"  {target.Name,-10} {target.Reads}"))}");
            return Usage;
        }

        var isClean = true;
        foreach (var target in options.Target is { } one ? [FuzzTarget.Find(one)!] : FuzzTarget.All)
        {
            isClean &= !options.IsPlain && AflEngine.IsInstalled
                ? await AflEngine.RunAsync(target, options)
                : RunLoop(target, options);
        }

        return isClean ? Clean : FaultsFound;
    }

    private static bool RunLoop(FuzzTarget target, FuzzOptions options)
    {
        var loop = new MutationLoop(target, options.Seed, TimeProvider.System);
        var report = loop.Run(options.Duration, options.Inputs);
        Console.WriteLine($"{target.Name}: {report}");
        foreach (var fault in report.Faults)
        {
            var path = FaultFolder.Write(target, fault.Input);
            Console.WriteLine($"  {fault.What}\n  input: {path}");
        }

        return report.Faults.Count == 0;
    }
}
