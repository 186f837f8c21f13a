using System.Diagnostics;
using System.Globalization;
using SpecKitty.Client.Queue;

namespace SpecKitty.Client.Tests.Support;

/// <summary>A process of its own that queues events and says so for each, until it is done or killed.</summary>
public static class QueueChild
{
    public const string Word = "queue-child";

    public static int Run(string[] args)
    {
        var (path, prefix, count) = (args[1], args[2], int.Parse(args[3], CultureInfo.InvariantCulture));
        using var queue = OfflineQueue.Open(TempHome.At(path));
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        for (var number = 0; number < count; number++)
        {
            var id = $"{prefix}-{Queued.Id(number)}";
            queue.Enqueue(Queued.Event(id));
            output.WriteLine(id);
        }

        return 0;
    }

    public static Process Start(string home, string prefix, int count)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(QueueChild).Assembly.Location, Word, home, prefix, count.ToString(CultureInfo.InvariantCulture) },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
