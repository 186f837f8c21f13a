using Spectre.Console;

namespace SpecKitty.Cli.Output;

/// <summary>Makes the consoles that write escape sequences of their own. What they draw goes through <see cref="Tables.Line"/> and <see cref="Tables.Of"/>.</summary>
internal static class StyledConsole
{
    /// <summary>For tables: escape sequences only at a terminal that knows them, and only when <c>NO_COLOR</c> is not set.</summary>
    /// <remarks>Decided by the context alone: the library's own detection looks at the process, and would take a test or a pipe for a terminal.</remarks>
    public static IAnsiConsole OfTables(CliContext context) => Make(
        context.Output,
        context.OutputIsColoured ? AnsiSupport.Yes : AnsiSupport.No,
        context.OutputIsColoured ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
        InteractionSupport.No);

    /// <summary>For a picture that is drawn again and again on standard output.</summary>
    public static IAnsiConsole OfScreen(CliContext context) => Make(
        context.Output,
        AnsiSupport.Yes,
        context.OutputIsColoured ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
        InteractionSupport.Yes);

    /// <summary>For a progress bar on standard error.</summary>
    public static IAnsiConsole OfProgress(CliContext context) => Make(
        context.Error,
        AnsiSupport.Yes,
        string.IsNullOrEmpty(context.Environment("NO_COLOR")) ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        InteractionSupport.Yes);

    private static IAnsiConsole Make(HarmlessWriter writer, AnsiSupport ansi, ColorSystemSupport colours, InteractionSupport interaction) =>
        AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = ansi,
            ColorSystem = colours,
            Interactive = interaction,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(writer.Inner),
        });
}
