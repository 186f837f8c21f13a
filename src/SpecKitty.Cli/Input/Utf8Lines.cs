using System.Buffers;

namespace SpecKitty.Cli.Input;

/// <summary>Reads an input of any size line by line. Blank lines are left out; line feeds and CRLF both end a line; a byte order mark at the front is no part of the first.</summary>
internal static class Utf8Lines
{
    private const int BlockSize = 1 << 20;

    private static readonly SearchValues<byte> Blank = SearchValues.Create(" \t\r"u8);

    /// <summary>The three bytes that some editors put in front of UTF-8.</summary>
    public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads lines as they come.</summary>
    /// <param name="stream">The input; it stays open.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="beforeWaiting">Runs before each read, which may have to wait for whoever writes the input.</param>
    /// <exception cref="CliException">The input breaks off.</exception>
    public static IEnumerable<Utf8Line> Read(Stream stream, string? path, Action? beforeWaiting = null)
    {
        var block = new byte[BlockSize];
        var (begin, scanned, filled) = (0, 0, 0);
        var number = 0L;
        while (true)
        {
            var feed = block.AsSpan(scanned, filled - scanned).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                var text = Text(block, begin, scanned + feed, ++number);
                begin = scanned = scanned + feed + 1;
                if (!text.IsEmpty)
                {
                    yield return new Utf8Line(number, text);
                }

                continue;
            }

            scanned = filled;
            if (filled == block.Length)
            {
                block = NextBlock(block, begin, path);
                (begin, scanned, filled) = (0, filled - begin, filled - begin);
            }

            beforeWaiting?.Invoke();
            var got = ReadSome(stream, block, filled, path);
            if (got == 0)
            {
                break;
            }

            filled += got;
        }

        if (Text(block, begin, filled, ++number) is { IsEmpty: false } last)
        {
            yield return new Utf8Line(number, last);
        }
    }

    // The lines of the old block are still in somebody's hands, so it is left to them.
    private static byte[] NextBlock(byte[] block, int begin, string? path)
    {
        var rest = block.AsSpan(begin);
        if (rest.Length == Array.MaxLength)
        {
            throw new CliException(ExitCodes.ContractBroken, $"A line of {InputFile.NameOf(path)} is longer than {Array.MaxLength} bytes.", "Give one JSON value a line.");
        }

        var next = new byte[(int)Math.Min(Array.MaxLength, Math.Max(BlockSize, rest.Length * 2L))];
        rest.CopyTo(next);
        return next;
    }

    private static int ReadSome(Stream stream, byte[] block, int filled, string? path)
    {
        try
        {
            return stream.Read(block, filled, block.Length - filled);
        }
        catch (IOException fault)
        {
            throw InputFile.Unreadable(path, fault);
        }
    }

    private static ReadOnlyMemory<byte> Text(byte[] block, int begin, int end, long number)
    {
        if (number == 1 && block.AsSpan(begin, end - begin).StartsWith(ByteOrderMark))
        {
            begin += ByteOrderMark.Length;
        }

        if (end > begin && block[end - 1] == '\r')
        {
            end--;
        }

        return block.AsSpan(begin, end - begin).IndexOfAnyExcept(Blank) < 0 ? ReadOnlyMemory<byte>.Empty : block.AsMemory(begin, end - begin);
    }
}
