using System.Diagnostics;
using System.Globalization;
using SpecKitty.Client;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Syncing;
using SpecKitty.Events.Values;

namespace SpecKitty.Crash.Children;

/// <summary>A process that emits and syncs through the library, and says so line by line, until it is killed.</summary>
/// <remarks>What it has said stays in the pipe when it dies, so a line is an acknowledgement that somebody has heard.</remarks>
internal static class CrashChild
{
    public const string Word = "child";

    private const int EventsOfTurn = 4;

    // Several batches a sync: one is on its way while the answer to the one before is written down, and kills must meet that, too.
    private static readonly SyncOptions[] Small = [new() { BatchEvents = 2 }, new() { BatchEvents = 3 }];

    /// <summary>Works without end: <c>child NUMBER KIND</c>, the home folder in the environment, the project in the working directory.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var output = Console.OpenStandardOutput();
        Say(output, ChildLine.Began);
        var number = int.Parse(args[1], CultureInfo.InvariantCulture);
        var syncs = args[2] == nameof(ChildKind.EmitsAndSyncs);
        var home = SpecKittyHome.Find(Environment.GetEnvironmentVariable);
        var project = ProjectFile.Find(Environment.CurrentDirectory) ?? throw new InvalidOperationException("There is no project here.");
        using var queue = OfflineQueue.Open(home);
        var emitter = new EventEmitter(home, queue, project);
        using var connection = syncs ? ServerConnection.Open(new CredentialStore(home)) : null;
        for (var made = 0; queue.Notice is null;)
        {
            for (var each = 0; each < EventsOfTurn; each++)
            {
                made++;
                var began = Stopwatch.GetTimestamp();
                var emitted = emitter.Emit(new EmitRequest { EventType = "HistoryAdded", Payload = JsonText.Parse(ChildLine.Payload(number, made)) });
                var eventId = emitted.Event?.EventId.ToString() ?? throw new InvalidOperationException(string.Join(' ', emitted.Faults));
                Say(output, ChildLine.Acknowledged(eventId, made, began, Stopwatch.GetTimestamp()));
            }

            var summary = connection is null ? null : await new BatchSync(queue, connection, new ClockFile(home), new ProjectLinks(home), Small[number % Small.Length]).RunAsync();
            if (summary is { Stopped: { Failure: not ClientFailure.ServerUnreachable } stopped })
            {
                throw stopped;
            }

            if (summary is { Failed: > 0 } or { Damaged: > 0 } or { Unanswered: > 0 })
            {
                throw new InvalidOperationException($"A sync found what there must not be: {summary}. {string.Join(' ', summary.Failures)}");
            }

            Say(output, ChildLine.Turned(summary?.Synced ?? 0, summary?.Duplicates ?? 0));
        }

        throw new InvalidOperationException(queue.Notice);
    }

    // One write to the system for each line, with no buffer of this process between.
    private static void Say(Stream output, string line) => output.Write(System.Text.Encoding.ASCII.GetBytes(line + "\n"));
}
