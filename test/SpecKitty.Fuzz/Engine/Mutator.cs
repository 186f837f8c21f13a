namespace SpecKitty.Fuzz.Engine;

/// <summary>Makes inputs out of others: changes, moves, repeats and cuts bytes, and inserts what parsers stumble over.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> words)
{
    private const int LongestInput = 64 * 1024;

    private static readonly byte[] Interesting = [0, 1, 9, 10, 13, 0x1b, 0x20, 0x22, 0x27, 0x2c, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d, 0x7f, 0x80, 0xbf, 0xc0, 0xed, 0xef, 0xf4, 0xff];

    /// <summary>Makes one input.</summary>
    /// <param name="corpus">The inputs to begin with; at least one.</param>
    public byte[] Next(IReadOnlyList<byte[]> corpus)
    {
        var input = new List<byte>(corpus[random.Next(corpus.Count)]);
        for (var steps = 1 << random.Next(4); steps > 0; steps--)
        {
            Change(input, corpus);
        }

        return input.Count > LongestInput ? [.. input.Take(LongestInput)] : [.. input];
    }

    private void Change(List<byte> input, IReadOnlyList<byte[]> corpus)
    {
        var at = random.Next(input.Count + 1);
        switch (random.Next(input.Count == 0 ? 3 : 11))
        {
            case 0:
                input.InsertRange(at, words[random.Next(words.Count)]);
                break;
            case 1:
                input.Insert(at, Interesting[random.Next(Interesting.Length)]);
                break;
            case 2:
                Splice(input, at, corpus[random.Next(corpus.Count)]);
                break;
            case 3:
                input[random.Next(input.Count)] ^= (byte)(1 << random.Next(8));
                break;
            case 4:
                input[random.Next(input.Count)] = (byte)random.Next(256);
                break;
            case 5:
                input[random.Next(input.Count)] = Interesting[random.Next(Interesting.Length)];
                break;
            case 6:
                input.RemoveRange(Math.Min(at, input.Count - 1), random.Next(1, input.Count - Math.Min(at, input.Count - 1) + 1));
                break;
            case 7:
                input.RemoveAt(random.Next(input.Count));
                break;
            case 8:
                Repeat(input, at);
                break;
            case 9:
                Overwrite(input, at, words[random.Next(words.Count)]);
                break;
            default:
                input[random.Next(input.Count)] += (byte)random.Next(1, 36);
                break;
        }
    }

    private void Splice(List<byte> input, int at, byte[] other)
    {
        if (other.Length > 0)
        {
            var start = random.Next(other.Length);
            input.InsertRange(at, other.AsSpan(start, random.Next(other.Length - start) + 1).ToArray());
        }
    }

    private void Repeat(List<byte> input, int at)
    {
        var start = Math.Min(at, input.Count - 1);
        var part = input.GetRange(start, random.Next(1, Math.Min(64, input.Count - start) + 1));
        for (var times = 1 << random.Next(7); times > 0 && input.Count < LongestInput; times--)
        {
            input.InsertRange(start, part);
        }
    }

    private static void Overwrite(List<byte> input, int at, byte[] word)
    {
        for (var i = 0; i < word.Length && at + i < input.Count; i++)
        {
            input[at + i] = word[i];
        }
    }
}
