using System.Globalization;
using SpecKitty.Client.Home;

namespace SpecKitty.Cli.Input;

/// <summary>Turns what a command was given into text: bytes that are not UTF-8 are rejected, with their source and place.</summary>
internal static class InputText
{
    /// <summary>The largest input that is read as a whole: 64 MiB. Logs are read line by line and have no bound.</summary>
    public const int MostBytes = 64 << 20;

    private const char Replaced = '\uFFFD';

    /// <summary>Reads text.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="path">Where they are from: a file, or <c>-</c> for standard input.</param>
    /// <param name="exitCode">The exit code when they are not UTF-8.</param>
    /// <exception cref="CliException">They are not UTF-8.</exception>
    public static string Read(ReadOnlySpan<byte> bytes, string path, int exitCode) =>
        StrictUtf8.TryRead(bytes, out var text, out var fault) ? text : throw NotUtf8(InputFile.NameOf(path), fault, exitCode);

    /// <summary>Reads a whole stream.</summary>
    /// <exception cref="CliException">It is larger than <see cref="MostBytes"/>.</exception>
    public static byte[] ReadBounded(Stream stream, string path)
    {
        using var whole = new MemoryStream();
        var block = new byte[1 << 16];
        for (int got; (got = stream.Read(block)) > 0;)
        {
            if (whole.Length + got > MostBytes)
            {
                throw new CliException(
                    ExitCodes.Misuse,
                    string.Create(CultureInfo.InvariantCulture, $"The input {InputFile.NameOf(path)} is larger than {MostBytes} bytes."),
                    "Check that it is the file that you mean; no event is that large.");
            }

            whole.Write(block, 0, got);
        }

        return whole.ToArray();
    }

    /// <summary>Rejects arguments that were not UTF-8 before the system turned them into text, and those with half a character.</summary>
    /// <param name="words">The arguments as they arrived.</param>
    /// <param name="raw">Reads them as bytes, each ended by a NUL; null where the system does not show them.</param>
    /// <exception cref="CliException">One is not UTF-8.</exception>
    public static void CheckArguments(IReadOnlyList<string> words, Func<byte[]?> raw)
    {
        for (var at = 0; at < words.Count; at++)
        {
            if (HalfCharacterIn(words[at]) is >= 0 and var half)
            {
                throw NotText(string.Create(CultureInfo.InvariantCulture, $"Argument {at + 1} holds half a character at position {half}."));
            }
        }

        if (!words.Any(word => word.Contains(Replaced, StringComparison.Ordinal)) || raw() is not { } bytes)
        {
            return;
        }

        // The arguments are the last of what the system shows; the program and its host come first.
        var all = Split(bytes);
        for (var at = Math.Max(0, all.Count - words.Count); at < all.Count; at++)
        {
            if (StrictUtf8.FaultIn(all[at].Span) is >= 0 and var fault)
            {
                throw NotText(string.Create(CultureInfo.InvariantCulture, $"Argument {at - (all.Count - words.Count) + 1} is not UTF-8: the byte at offset {fault} does not fit."));
            }
        }
    }

    /// <summary>A variable of the environment.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value, as the system turned it into text; null when it is not set.</param>
    /// <param name="raw">Reads the environment as bytes; null where the system does not show it.</param>
    /// <exception cref="CliException">The value was not UTF-8.</exception>
    public static string? CheckVariable(string name, string? value, Func<byte[]?> raw)
    {
        if (value?.Contains(Replaced, StringComparison.Ordinal) != true || raw() is not { } bytes)
        {
            return value;
        }

        var prefix = System.Text.Encoding.UTF8.GetBytes(name + "=");
        foreach (var entry in Split(bytes))
        {
            if (entry.Span.StartsWith(prefix) && StrictUtf8.FaultIn(entry.Span[prefix.Length..]) is >= 0 and var fault)
            {
                throw NotText(string.Create(CultureInfo.InvariantCulture, $"The environment variable {name} is not UTF-8: the byte at offset {fault} of its value does not fit."));
            }
        }

        return value;
    }

    /// <summary>What Linux shows of this process, such as <c>cmdline</c>; null elsewhere.</summary>
    public static byte[]? OfThisProcess(string name)
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.ReadAllBytes("/proc/self/" + name) : null;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static List<ReadOnlyMemory<byte>> Split(byte[] bytes)
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        for (var begin = 0; begin < bytes.Length;)
        {
            var length = bytes.AsSpan(begin).IndexOf((byte)0);
            length = length < 0 ? bytes.Length - begin : length;
            parts.Add(bytes.AsMemory(begin, length));
            begin += length + 1;
        }

        return parts;
    }

    private static int HalfCharacterIn(string word)
    {
        for (var at = 0; at < word.Length; at++)
        {
            if (char.IsHighSurrogate(word[at]) && at + 1 < word.Length && char.IsLowSurrogate(word[at + 1]))
            {
                at++;
            }
            else if (char.IsSurrogate(word[at]))
            {
                return at;
            }
        }

        return -1;
    }

    private static CliException NotUtf8(string source, int fault, int exitCode) => new(
        exitCode,
        string.Create(CultureInfo.InvariantCulture, $"The text from {source} is not UTF-8: the byte at offset {fault} does not fit. Nothing was done."),
        "Convert it, such as with: iconv -f LATIN1 -t UTF-8.");

    private static CliException NotText(string cause) => new(ExitCodes.Misuse, cause, "Set the terminal or the program that calls to UTF-8.");
}
