namespace SpecKitty.Cli.Input;

/// <summary>Opens what a command reads: a file, or standard input.</summary>
internal static class InputFile
{
    /// <summary>The argument that names standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>How messages name an input.</summary>
    public static string NameOf(string? path) => path is null or StandardInput ? "standard input" : $"'{path}'";

    /// <summary>Opens an input for one pass from its beginning.</summary>
    /// <param name="context">The surroundings.</param>
    /// <param name="path">The argument as it was typed; null or <c>-</c> for standard input.</param>
    /// <exception cref="CliException">There is no such file, or it cannot be opened.</exception>
    public static Stream Open(CliContext context, string? path)
    {
        if (path is null or StandardInput)
        {
            if (context.InputIsTerminal)
            {
                context.Error.WriteLine("Reading from the keyboard; end with Ctrl-D at the start of a line.");
            }

            return context.InputStream;
        }

        if (path.Length == 0)
        {
            throw new CliException(ExitCodes.Misuse, "The name of the input file is empty.", "Name a file, or '-' for standard input.");
        }

        var full = context.FullPath(path);
        if (Directory.Exists(full))
        {
            throw new CliException(ExitCodes.Misuse, $"'{path}' is a directory.", "Name one file; to read several, join them: cat DIR/*.jsonl | spec-kitty ... -");
        }

        try
        {
            return new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException(ExitCodes.Misuse, $"There is no file '{path}'.", Path.IsPathFullyQualified(path) ? "Check the path." : $"Check the path; relative ones start from {context.WorkingDirectory}.", fault);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            throw Unreadable(path, fault);
        }
    }

    /// <summary>Reads a whole input, such as a payload, of at most <see cref="InputText.MostBytes"/>.</summary>
    /// <exception cref="CliException">There is no such file, it cannot be read, or it is larger.</exception>
    public static byte[] ReadAll(CliContext context, string path)
    {
        using var stream = Open(context, path);
        byte[] bytes;
        try
        {
            bytes = InputText.ReadBounded(stream, path);
        }
        catch (IOException fault)
        {
            throw Unreadable(path, fault);
        }

        return bytes.AsSpan().StartsWith(Utf8Lines.ByteOrderMark) ? bytes[Utf8Lines.ByteOrderMark.Length..] : bytes;
    }

    /// <summary>The complaint about an input that broke off.</summary>
    public static CliException Unreadable(string? path, Exception fault) => new(
        ExitCodes.Misuse,
        $"{Capital(NameOf(path))} cannot be read: {fault.Message}",
        "Check that it is a file, that you may read it, and that its disk is there.",
        fault);

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
