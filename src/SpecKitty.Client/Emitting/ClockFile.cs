using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using SpecKitty.Client.Home;

namespace SpecKitty.Client.Emitting;

/// <summary>The Lamport clock and the node id of this user's machine, shared by all processes, in <c>clock.json</c>.</summary>
/// <remarks>
/// Every change is made alone, under a lock among processes, and replaces the file in one step: a value is on disk before
/// anyone sees it, so no two events carry the same one and the clock never goes back after a crash.
/// </remarks>
public sealed class ClockFile(SpecKittyHome home)
{
    private const int NodeIdBytes = 6;

    /// <summary>Reads the clock without moving it; a missing one is made, at 0.</summary>
    /// <exception cref="ClientException">The file is damaged or cannot be used.</exception>
    public ClockReading Read() => Change(static value => value);

    /// <summary>Moves the clock by one, for an event that is being made.</summary>
    /// <returns>The value that the event carries.</returns>
    /// <exception cref="ClientException">The file is damaged or cannot be used, or the clock has reached its end.</exception>
    public ClockReading Tick() => Change(value => value < long.MaxValue ? value + 1 : throw AtTheEnd());

    /// <summary>Takes in a clock that somebody else has shown: the next event here sorts after it.</summary>
    /// <param name="remote">The value shown. Not negative.</param>
    /// <exception cref="ClientException">The file is damaged or cannot be used, or the clock has reached its end.</exception>
    public ClockReading Observe(long remote)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(remote);
        return Change(value => Math.Max(value, remote) is var latest and < long.MaxValue ? latest + 1 : throw AtTheEnd());
    }

    private ClockReading Change(Func<long, long> step)
    {
        home.Prepare();
        using var alone = FileLock.Take(home.ClockPath + ".lock");
        var text = PrivateFile.Read(home.ClockPath);
        var now = text is null ? new ClockReading(0, FreshNodeId()) : Parse(text);
        var next = now with { Value = step(now.Value) };
        if (text is null || next != now)
        {
            PrivateFile.Replace(home.ClockPath, Written(next));
        }

        return next;
    }

    private ClockReading Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var value = root.GetProperty("value").GetInt64();
            var nodeId = root.GetProperty("node_id").GetString();
            return value >= 0 && nodeId is { Length: NodeIdBytes * 2 } && nodeId.All(char.IsAsciiHexDigitLower)
                ? new ClockReading(value, nodeId)
                : throw Damaged("value must be 0 or more and node_id 12 lower-case hexadecimal digits", cause: null);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Damaged(fault.Message, fault);
        }
    }

    private static string FreshNodeId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NodeIdBytes));

    private static string Written(ClockReading reading) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"value\": {reading.Value}, \"node_id\": \"{reading.NodeId}\"}}\n");

    private ClientException Damaged(string what, Exception? cause) => new(
        ClientFailure.LocalFile,
        $"The clock {home.ClockPath} is damaged: {what}.",
        "Remove the file; a new node with a new clock is started. Then run 'spec-kitty sync now', which takes in the clocks of the server.",
        cause);

    private ClientException AtTheEnd() => new(
        ClientFailure.LocalFile,
        $"The clock {home.ClockPath} has reached {long.MaxValue}, the largest value that an event can carry.",
        "A peer has shown a clock that is far too large. Find it, then remove the file to start a new node.");
}
