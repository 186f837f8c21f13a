namespace SpecKitty.Cli.Commands;

/// <summary>Tells the user what the clock has to say about its file.</summary>
internal static class ClockNotice
{
    public static void Tell(CliContext context, string? notice)
    {
        if (notice is not null)
        {
            context.Error.WriteLine($"warning: {notice}");
        }
    }
}
