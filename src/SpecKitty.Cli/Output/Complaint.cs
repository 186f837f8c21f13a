namespace SpecKitty.Cli.Output;

/// <summary>Writes what went wrong and what to do about it, always in the same form.</summary>
internal static class Complaint
{
    /// <summary>Writes one cause with its remedy.</summary>
    public static void Write(TextWriter error, string cause, string remedy)
    {
        error.WriteLine($"error: {OnOneLine(cause)}");
        error.WriteLine($"  fix: {OnOneLine(remedy)}");
    }

    private static string OnOneLine(string text) => text.ReplaceLineEndings(" ");
}
