using System.Runtime.InteropServices;

namespace SpecKitty.Fuzz.Engine;

/// <summary>Which branches the instrumented assemblies have taken, counted in the map that SharpFuzz writes to.</summary>
/// <remarks>Without instrumentation the map stays empty: the engine then keeps no input but the seeds, and only mutates.</remarks>
internal static unsafe class Coverage
{
    private const int MapSize = 1 << 16;

    private static readonly byte[] Seen = new byte[MapSize];
    private static byte* _map;

    /// <summary>Gives the instrumented code a map of this process.</summary>
    public static void Attach()
    {
        if (_map is null)
        {
            _map = (byte*)NativeMemory.AllocZeroed(MapSize);
            SharpFuzz.Common.Trace.SharedMem = _map;
        }
    }

    /// <summary>Forgets what earlier targets have reached.</summary>
    public static void Forget() => Array.Clear(Seen);

    /// <summary>Prepares for the next input.</summary>
    public static void Begin()
    {
        if (_map is not null)
        {
            new Span<byte>(_map, MapSize).Clear();
            SharpFuzz.Common.Trace.PrevLocation = 0;
        }
    }

    /// <summary>Whether the last input took a branch, or took one so often, as none before it.</summary>
    public static bool IsNew()
    {
        if (_map is null)
        {
            return false;
        }

        var isNew = false;
        var map = new ReadOnlySpan<byte>(_map, MapSize);
        for (var at = map.IndexOfAnyExcept((byte)0); at >= 0;)
        {
            var bucket = Bucket(map[at]);
            isNew |= (Seen[at] & bucket) == 0;
            Seen[at] |= bucket;
            var next = map[(at + 1)..].IndexOfAnyExcept((byte)0);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return isNew;
    }

    // 1, 2, 3, 4 to 7, 8 to 15 and so on are different; 17 and 18 are not.
    private static byte Bucket(byte count) => count switch
    {
        1 => 1,
        2 => 2,
        3 => 4,
        <= 7 => 8,
        <= 15 => 16,
        <= 31 => 32,
        <= 127 => 64,
        _ => 128,
    };
}
