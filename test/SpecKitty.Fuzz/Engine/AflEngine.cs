using System.Diagnostics;
using System.Globalization;
using SharpFuzz;

namespace SpecKitty.Fuzz.Engine;

/// <summary>afl-fuzz drives child processes of this program, which share the coverage of the instrumented assemblies with it.</summary>
internal static class AflEngine
{
    /// <summary>The first word of the command line of a child.</summary>
    public const string ChildWord = "afl-child";

    private const string Program = "afl-fuzz";

    /// <summary>Whether afl-fuzz is on the path.</summary>
    public static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Join(folder, Program)));

    /// <summary>Runs afl-fuzz on a target.</summary>
    /// <returns>Whether no input made the target fail or hang.</returns>
    public static async Task<bool> RunAsync(FuzzTarget target, FuzzOptions options)
    {
        var output = FaultFolder.Of(target);
        var seeds = Directory.CreateDirectory(Path.Join(output, "seeds")).FullName;
        foreach (var (input, index) in target.ReadSeeds().Append([0]).Select((input, index) => (input, index)))
        {
            await File.WriteAllBytesAsync(Path.Join(seeds, index.ToString("D4", CultureInfo.InvariantCulture)), input);
        }

        var start = new ProcessStartInfo(Program);
        string[] words =
        [
            "-i", seeds, "-o", Path.Join(output, "afl"), "-t", "10000", "-m", "none",
            "-V", options.Duration.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
            .. options.Inputs < long.MaxValue ? ["-E", options.Inputs.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
            "--", Environment.ProcessPath!, .. IsMuxer() ? [typeof(AflEngine).Assembly.Location] : Array.Empty<string>(), ChildWord, target.Name,
        ];
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        // The child is no ELF program that afl-cc has compiled, and a fuzzing machine need not be tuned.
        start.Environment["AFL_SKIP_BIN_CHECK"] = "1";
        start.Environment["AFL_SKIP_CPUFREQ"] = "1";
        start.Environment["AFL_NO_AFFINITY"] = "1";
        start.Environment["AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES"] = "1";
        start.Environment["AFL_NO_UI"] = "1";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        string[] found = [.. FilesOf(output, "crashes"), .. FilesOf(output, "hangs")];
        Console.WriteLine($"{target.Name}: afl-fuzz ended with exit code {process.ExitCode}, {found.Length} inputs that fail");
        foreach (var path in found)
        {
            Console.WriteLine($"  input: {path}");
        }

        return process.ExitCode == 0 && found.Length == 0;
    }

    /// <summary>Serves afl-fuzz: one input after the other, until it ends this process.</summary>
    public static int RunChild(string name)
    {
        // Before the first instrumented code runs; afl-fuzz's own map takes its place with the first input.
        Coverage.Attach();
        var target = FuzzTarget.Find(name) ?? throw new ArgumentException($"There is no target {name}.", nameof(name));
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var input = new MemoryStream();
            stream.CopyTo(input);
            target.Run(input.ToArray());
        });
        return 0;
    }

    private static bool IsMuxer() => Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet";

    private static IEnumerable<string> FilesOf(string output, string kind)
    {
        var folder = Path.Join(output, "afl", "default", kind);
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "id*") : [];
    }
}
