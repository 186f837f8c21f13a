using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using SpecKitty.Client.Home;
using SpecKitty.Events.Causality;
using SpecKitty.Events.Causality.Stores;

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
    public ClockReading Read() => Change(static _ => { });

    /// <summary>Moves the clock by one, for an event that is being made.</summary>
    /// <returns>The value that the event carries.</returns>
    /// <exception cref="ClientException">The file is damaged or cannot be used, or the clock has reached its end.</exception>
    public ClockReading Tick() => Change(static clock => clock.Tick());

    /// <summary>Takes in a clock that somebody else has shown: the next event here sorts after it.</summary>
    /// <param name="remote">The value shown. Not negative.</param>
    /// <exception cref="ClientException">The file is damaged or cannot be used, or the clock has reached its end.</exception>
    public ClockReading Observe(long remote)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(remote);
        return Change(clock => clock.Update(remote));
    }

    private ClockReading Change(Action<LamportClock> step)
    {
        home.Prepare();
        using var alone = FileLock.Take(home.ClockPath + ".lock");
        var storage = new Storage(this);
        var clock = new LamportClock(storage.NodeId, storage);
        try
        {
            step(clock);
        }
        catch (OverflowException)
        {
            throw AtTheEnd();
        }

        return new ClockReading(clock.Current, clock.NodeId);
    }

    private ClockReading Load()
    {
        if (PrivateFile.Read(home.ClockPath) is { } text)
        {
            return Parse(text);
        }

        var fresh = new ClockReading(0, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NodeIdBytes)));
        Save(fresh);
        return fresh;
    }

    private void Save(ClockReading reading) => PrivateFile.Replace(
        home.ClockPath,
        string.Create(CultureInfo.InvariantCulture, $"{{\"value\": {reading.Value}, \"node_id\": \"{reading.NodeId}\"}}\n"));

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

    private ClientException Damaged(string what, Exception? cause) => new(
        ClientFailure.LocalFile,
        $"The clock {home.ClockPath} is damaged: {what}.",
        "Remove the file; a new node with a new clock is started. Then run 'spec-kitty sync now', which takes in the clocks of the server.",
        cause);

    private ClientException AtTheEnd() => new(
        ClientFailure.LocalFile,
        $"The clock {home.ClockPath} has reached {long.MaxValue}, the largest value that an event can carry.",
        "A peer has shown a clock that is far too large. Find it, then remove the file to start a new node.");

    /// <summary>The file as the clock of the contract library sees it; alive only while the lock is held.</summary>
    private sealed class Storage : IClockStorage
    {
        private readonly ClockFile _file;
        private readonly ClockReading _loaded;

        public Storage(ClockFile file)
        {
            _file = file;
            _loaded = file.Load();
        }

        public string NodeId => _loaded.NodeId;

        public long Load(string nodeId) => _loaded.Value;

        public void Save(string nodeId, long value) => _file.Save(new ClockReading(value, nodeId));
    }
}
