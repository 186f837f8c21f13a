using System.Diagnostics;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Crash.Children;

/// <summary>Starts a child, kills it at the planned moment, and keeps what it has said.</summary>
internal sealed class DoomedChild(int number, KillPlan plan)
{
    private const int KilledCode = 128 + 9;
    private const int FineCode = 0;
    private const int ServerUnreachableCode = 4;
    private const int EventIdLength = 26;

    // The system's timer is this coarse; what is left below it is spent in a loop.
    private static readonly TimeSpan TimerGrain = TimeSpan.FromMilliseconds(1.5);

    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _turned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Acknowledgement> _acknowledged = [];
    private int _duplicates;

    /// <summary>Lets the child live as long as planned.</summary>
    /// <param name="home">The home folder, which all children share.</param>
    /// <param name="project">The directory of the project.</param>
    public async Task<ChildReport> RunAsync(string home, string project)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Start(home, project);
        process.StandardInput.Close();
        var complaint = process.StandardError.ReadToEndAsync();
        var listening = ListenAsync(process.StandardOutput, started);
        var ended = process.WaitForExitAsync();
        await Task.WhenAny(plan.IsWarm ? _turned.Task : IsCommand ? Task.CompletedTask : _began.Task, ended);
        await LiveAsync(plan.Delay, ended);
        process.Kill();
        await Task.WhenAll(ended, listening, complaint);
        var isKilled = process.ExitCode == KilledCode;
        var isFine = isKilled || (IsCommand && process.ExitCode is FineCode or ServerUnreachableCode);
        return new ChildReport(number, plan.Kind, _acknowledged, isKilled, _duplicates, isFine ? null : $"ended with {process.ExitCode}: {(await complaint).Trim()}");
    }

    private bool IsCommand => plan.Kind is ChildKind.EmitCommand or ChildKind.SyncCommand;

    private Process Start(string home, string project)
    {
        switch (plan.Kind)
        {
            case ChildKind.EmitCommand:
                return CliProcess.Start(home, project, "emit", "HistoryAdded", "--payload", ChildLine.Payload(number, 1));
            case ChildKind.SyncCommand:
                return CliProcess.Start(home, project, "sync", "now");
            default:
                var start = new ProcessStartInfo("dotnet", [typeof(CrashChild).Assembly.Location, CrashChild.Word, $"{number}", $"{plan.Kind}"])
                {
                    WorkingDirectory = project,
                    UseShellExecute = false,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    Environment = { ["SPEC_KITTY_HOME"] = home },
                };
                return Process.Start(start)!;
        }
    }

    private async Task ListenAsync(StreamReader output, long started)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            if (line == ChildLine.Began)
            {
                _began.TrySetResult();
            }
            else if (ChildLine.ReadEvent(line) is { } acknowledged)
            {
                _acknowledged.Add(acknowledged);
            }
            else if (ChildLine.ReadTurn(line) is { } turn)
            {
                _duplicates += turn.Duplicates;
                _turned.TrySetResult();
            }
            else if (plan.Kind == ChildKind.EmitCommand && line.Length == EventIdLength)
            {
                // The command prints the id and nothing else; it took no longer than from its start until now.
                _acknowledged.Add(new Acknowledgement(line, 1, started, Stopwatch.GetTimestamp()));
            }
        }
    }

    // The moment of the kill is what is chosen here; nothing waits for anything else by this.
    private static async Task LiveAsync(TimeSpan delay, Task ended)
    {
        var since = Stopwatch.GetTimestamp();
        if (delay > TimerGrain)
        {
            await Task.WhenAny(ended, Task.Delay(delay - TimerGrain));
        }

        while (!ended.IsCompleted && Stopwatch.GetElapsedTime(since) < delay)
        {
            Thread.SpinWait(20);
        }
    }
}
