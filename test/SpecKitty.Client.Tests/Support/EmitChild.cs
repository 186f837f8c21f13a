using System.Diagnostics;
using System.Globalization;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Events.Values;

namespace SpecKitty.Client.Tests.Support;

/// <summary>A process of its own that says when it is ready, waits until its input ends, emits events into a queue, and says id and clock of each when it is on disk.</summary>
public static class EmitChild
{
    public const string Word = "emit-child";

    public const string Ready = "ready";

    public static int Run(string[] args)
    {
        var home = TempHome.At(args[1]);
        var project = ProjectFile.Find(args[2])!;
        using var queue = OfflineQueue.Open(home);
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        var emitter = new EventEmitter(home, queue, project);
        output.WriteLine(Ready);
        Console.In.ReadLine();
        for (var number = 0; number < int.Parse(args[3], CultureInfo.InvariantCulture); number++)
        {
            var made = emitter.Emit(new EmitRequest
            {
                EventType = "WPStatusChanged",
                Payload = JsonText.Parse("""{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}"""u8.ToArray()),
            });
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{made.Event!.EventId} {made.Event.LamportClock}"));
        }

        return 0;
    }

    public static Process Start(string home, string directory, int count) => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { typeof(EmitChild).Assembly.Location, Word, home, directory, count.ToString(CultureInfo.InvariantCulture) },
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
