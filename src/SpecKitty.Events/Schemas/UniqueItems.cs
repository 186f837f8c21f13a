using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace SpecKitty.Events.Schemas;

/// <summary>Finds equal items of an array in time near linear in its size: items are compared only when their hashes agree.</summary>
internal static class UniqueItems
{
    private const int SmallCount = 16;

    /// <summary>Looks for two equal items. The reader, a copy, stands on the array's start.</summary>
    /// <param name="reader">A copy of the reader; it reads from <paramref name="source"/>.</param>
    /// <param name="source">The text the reader reads from.</param>
    /// <returns>The positions of an equal pair, or <see langword="null"/>.</returns>
    public static (int First, int Second)? FindPair(Utf8JsonReader reader, ReadOnlySpan<byte> source)
    {
        Span<Item> small = stackalloc Item[SmallCount];
        Item[]? rented = null;
        var items = small;
        var count = 0;
        try
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (count == items.Length)
                {
                    var larger = ArrayPool<Item>.Shared.Rent(count * 2);
                    items.CopyTo(larger);
                    Return(rented);
                    items = rented = larger;
                }

                var start = (int)reader.TokenStartIndex;
                var hash = Hash(ref reader);
                items[count] = new Item(hash, count, start, (int)reader.BytesConsumed);
                count++;
            }

            return FindPair(items[..count], source, reader.CurrentState.Options);
        }
        finally
        {
            Return(rented);
        }
    }

    private static (int First, int Second)? FindPair(Span<Item> items, ReadOnlySpan<byte> source, JsonReaderOptions options)
    {
        items.Sort(static (left, right) => left.Hash != right.Hash ? left.Hash.CompareTo(right.Hash) : left.Position.CompareTo(right.Position));
        for (var at = 0; at < items.Length; at++)
        {
            for (var next = at + 1; next < items.Length && items[next].Hash == items[at].Hash; next++)
            {
                if (AreEqual(items[at], items[next], source, options))
                {
                    return (items[at].Position, items[next].Position);
                }
            }
        }

        return null;
    }

    private static bool AreEqual(Item left, Item right, ReadOnlySpan<byte> source, JsonReaderOptions options)
    {
        var rightSource = source[right.Start..right.End];
        var leftReader = new Utf8JsonReader(source[left.Start..left.End], options);
        var rightReader = new Utf8JsonReader(rightSource, options);
        leftReader.Read();
        rightReader.Read();
        return JsonEquality.AreEqual(ref leftReader, ref rightReader, rightSource);
    }

    // HashCode is seeded anew in every process, so nobody can prepare items that collide.
    private static int Hash(ref Utf8JsonReader reader)
    {
        var hash = default(HashCode);
        hash.Add((int)reader.TokenType);
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                hash.Add(HashText(ref reader));
                break;
            case JsonTokenType.Number:
                NumberValue.Parse(reader.ValueSpan).AddTo(ref hash);
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    hash.Add(Hash(ref reader));
                }

                break;
            case JsonTokenType.StartObject:
                // A sum, because the order of members does not count.
                var members = 0;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = HashText(ref reader);
                    reader.Read();
                    members += HashCode.Combine(name, Hash(ref reader));
                }

                hash.Add(members);
                break;
        }

        return hash.ToHashCode();
    }

    private static int HashText(ref Utf8JsonReader reader) => InstanceText.TestBytes(ref reader, static text =>
    {
        var hash = default(HashCode);
        hash.AddBytes(text);
        return hash.ToHashCode();
    });

    private static void Return(Item[]? rented)
    {
        if (rented is not null)
        {
            ArrayPool<Item>.Shared.Return(rented);
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Item(int Hash, int Position, int Start, int End);
}
