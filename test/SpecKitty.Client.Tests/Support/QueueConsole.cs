using System.Diagnostics;
using SpecKitty.Client.Home;
using SpecKitty.Client.Queue;

namespace SpecKitty.Client.Tests.Support;

/// <summary>A process of its own that keeps a queue open and does with it what it is told, line by line, until its input ends.</summary>
public sealed class QueueConsole : IAsyncDisposable
{
    public const string Word = "queue-console";

    private readonly Process _process;

    private QueueConsole(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>Whether this machine lets a process mount a file system of its own.</summary>
    public static bool CanMount { get; } = Succeeds("unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=1m none /mnt");

    /// <summary>Starts one. A file that outgrows a limit is an error to it, as a full disk is, and not the end of the process.</summary>
    public static QueueConsole Start(string home) => Launch("sh", ["-c", "trap '' XFSZ; exec \"$@\"", "sh", "dotnet", typeof(QueueConsole).Assembly.Location, Word, home]);

    /// <summary>Starts one that file modes bind, even when it is root's.</summary>
    public static QueueConsole StartBoundByModes(string home) => Launch(
        "sh",
        ["-c", "test \"$(id -u)\" != 0 || exec setpriv --bounding-set=-dac_override,-dac_read_search \"$@\"; exec \"$@\"", "sh", "dotnet", typeof(QueueConsole).Assembly.Location, Word, home]);

    /// <summary>Starts one on a small file system in memory that only it sees.</summary>
    public static QueueConsole StartOnSmallDisk(string disk, string size) => Launch(
        "unshare",
        ["-rm", "sh", "-c", "mount -t tmpfs -o size=\"$1\" none \"$2\" && mkdir -m 700 \"$2/home\" && exec dotnet \"$3\" \"$4\" \"$2/home\"", "sh", size, disk, typeof(QueueConsole).Assembly.Location, Word]);

    /// <summary>What the process does.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var home = TempHome.At(args[1]);
        await using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        using var input = new StreamReader(Console.OpenStandardInput());
        var queue = Open(home);
        while (await input.ReadLineAsync() is { } line)
        {
            var (order, rest) = line.Split(' ', 2) is [var first, var second] ? (first, second) : (line, "");
            try
            {
                await output.WriteLineAsync(order switch
                {
                    "enqueue" => queue.Enqueue(Queued.Event(rest, note: new string('x', 2_000))) ? "queued" : "known",
                    "list" => string.Join(' ', queue.List().Select(entry => entry.EventId)),
                    "check" => RawQueue.Text(home.QueuePath, "PRAGMA integrity_check"),
                    "reopen" => Reopen(home, ref queue),
                    "sh" => Succeeds("sh", "-c", rest) ? "done" : "failed",
                    _ => "unknown",
                });
            }
            catch (ClientException refused)
            {
                await output.WriteLineAsync($"refused: {refused.Message} fix: {refused.Remedy}".ReplaceLineEndings(" "));
            }
        }

        queue.Dispose();
        return 0;
    }

    /// <summary>Tells it something and reads what it answers.</summary>
    public async Task<string> AskAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        return await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The process ended: " + await _process.StandardError.ReadToEndAsync());
    }

    /// <summary>Ends it without a warning.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Runs a program to its end.</summary>
    public static bool Succeeds(string program, params string[] words)
    {
        try
        {
            using var process = Launch(program, words)._process;
            process.StandardInput.Close();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static OfflineQueue Open(SpecKittyHome home) => OfflineQueue.Open(home, new OfflineQueueOptions { BusyTimeout = TimeSpan.FromMilliseconds(200) });

    private static string Reopen(SpecKittyHome home, ref OfflineQueue queue)
    {
        queue.Dispose();
        queue = Open(home);
        return "open";
    }

    private static QueueConsole Launch(string program, string[] words)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        return new QueueConsole(Process.Start(start)!);
    }
}
