using System.Globalization;

namespace SpecKitty.Client.Home;

/// <summary>The one way to read a file that the client finds by itself: a regular file, of bounded size, in UTF-8.</summary>
/// <remarks>Everything else is an <see cref="IOException"/> whose message ends without a full stop, for the caller to name the file.</remarks>
internal static class LocalFile
{
    /// <summary>The bound of files with settings, a sign-in or a clock: 1 MiB.</summary>
    public const int MostBytesOfSettings = 1 << 20;

    /// <summary>The bound of files that grow with what is done from here, and of git's: 64 MiB.</summary>
    public const int MostBytesOfMemory = 64 << 20;

    /// <summary>Reads a whole file as text, without a byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mostBytes">The bound.</param>
    /// <exception cref="IOException">It is missing, cannot be read, is no regular file, is larger, or is not UTF-8.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public static string ReadText(string path, int mostBytes = MostBytesOfSettings) => Text(ReadBytes(path, mostBytes));

    /// <summary>The text of a file, without a byte order mark.</summary>
    /// <exception cref="InvalidTextException">It is not UTF-8.</exception>
    public static string Text(ReadOnlySpan<byte> bytes) =>
        StrictUtf8.TryRead(bytes, out var text, out var fault)
            ? text
            : throw new InvalidTextException(string.Create(CultureInfo.InvariantCulture, $"it is not UTF-8: the byte at offset {fault} does not fit"));

    /// <summary>Reads a whole file.</summary>
    /// <inheritdoc cref="ReadText"/>
    public static byte[] ReadBytes(string path, int mostBytes = MostBytesOfSettings)
    {
        if (UnixFiles.KindOf(path) is FileKind.Other)
        {
            throw new IOException("it is not a regular file, but a pipe, socket or device");
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        return ReadBytes(stream, mostBytes);
    }

    /// <summary>Reads a whole stream.</summary>
    /// <exception cref="IOException">It cannot be read, or is larger.</exception>
    public static byte[] ReadBytes(Stream stream, int mostBytes)
    {
        using var whole = new MemoryStream();
        var block = new byte[Math.Min(mostBytes, 1 << 16)];
        for (int got; (got = stream.Read(block)) > 0;)
        {
            if (whole.Length + got > mostBytes)
            {
                throw new IOException(string.Create(CultureInfo.InvariantCulture, $"it is larger than {mostBytes} bytes"));
            }

            whole.Write(block, 0, got);
        }

        return whole.ToArray();
    }
}
