using SpecKitty.Client.Queue;

namespace SpecKitty.Cli.Commands;

/// <summary>Tells the user what the queue has to say about its file.</summary>
internal static class QueueNotice
{
    public static void Tell(CliContext context, OfflineQueue queue) => Tell(context, queue.Notice);

    public static void Tell(CliContext context, string? notice)
    {
        if (notice is not null)
        {
            context.Error.WriteLine($"warning: {notice}");
        }
    }
}
