using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SpecKitty.Client.Home;
using SpecKitty.Client.Queue;
using SpecKitty.Events.Causality;
using SpecKitty.Events.Causality.Stores;

namespace SpecKitty.Client.Emitting;

/// <summary>The Lamport clock and the node id of this user's machine, shared by all processes, in <c>clock.json</c>.</summary>
/// <remarks>
/// Every change is made alone, under a lock among processes, and replaces the file in one step: a value is on disk before
/// anyone sees it, so no two events carry the same one and the clock never goes back after a crash. A file that cannot be
/// read as a clock is kept under another name; a new node goes on from the greatest clock that the queue has seen.
/// </remarks>
public sealed class ClockFile
{
    private const int NodeIdBytes = 6;

    private readonly SpecKittyHome _home;
    private readonly TimeProvider _time;

    /// <summary>Uses the clock of a home folder. Nothing is touched yet.</summary>
    /// <param name="home">The folder.</param>
    /// <param name="time">Names what is set aside; null for the system's clock.</param>
    public ClockFile(SpecKittyHome home, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(home);
        _home = home;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>What the user must hear about the file: that a damaged one was set aside; null when all is well.</summary>
    public string? Notice { get; private set; }

    /// <summary>Reads the clock without moving it; a missing one is made.</summary>
    /// <exception cref="ClientException">The file cannot be used.</exception>
    public ClockReading Read() => Change(static _ => { });

    /// <summary>Moves the clock by one, for an event that is being made.</summary>
    /// <param name="floor">A value that is known to be given out; the new one is greater. Not negative.</param>
    /// <returns>The value that the event carries.</returns>
    /// <exception cref="ClientException">The file cannot be used, or the clock has reached its end.</exception>
    public ClockReading Tick(long floor = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(floor);
        return Change(clock => clock.Update(floor));
    }

    /// <summary>Takes in a clock that somebody else has shown: the next event here sorts after it.</summary>
    /// <param name="remote">The value shown. Not negative.</param>
    /// <param name="cancellationToken">Ends the wait for another process that uses the clock; it is then not taken in.</param>
    /// <exception cref="ClientException">The file cannot be used, or the clock has reached its end.</exception>
    public ClockReading Observe(long remote, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(remote);
        return Change(clock => clock.Update(remote), cancellationToken);
    }

    /// <summary>The value of a clock's file, without a lock and without making one; 0 when there is none that can be read.</summary>
    internal static long Peek(SpecKittyHome home)
    {
        try
        {
            return PrivateFile.ReadBytes(home.ClockPath) is { } text && Parse(text, out var value) is not null ? value : 0;
        }
        catch (ClientException)
        {
            return 0;
        }
    }

    private ClockReading Change(Action<LamportClock> step, CancellationToken cancellationToken = default)
    {
        _home.Prepare();
        using var alone = FileLock.Take(_home.ClockPath + ".lock", cancellationToken);
        var storage = new Storage(this, Load());
        var clock = new LamportClock(storage.NodeId, storage);
        try
        {
            step(clock);
        }
        catch (OverflowException)
        {
            throw AtTheEnd();
        }

        storage.SaveWhenFresh();
        return new ClockReading(clock.Current, clock.NodeId);
    }

    private Loaded Load()
    {
        if (PrivateFile.ReadBytes(_home.ClockPath) is not { } text)
        {
            return FreshNode(salvaged: 0);
        }

        if (Parse(text, out var salvaged) is { } reading)
        {
            return new Loaded(reading, IsFresh: false);
        }

        var fresh = FreshNode(salvaged);
        SetAside(fresh.Reading.Value);
        return fresh;
    }

    /// <summary>
    /// A node of its own, since nobody knows any more which clocks the old one has given out; it goes on from the greatest clock
    /// that is left, so that its events sort after what this machine has emitted before.
    /// </summary>
    private Loaded FreshNode(long salvaged)
    {
        var greatest = salvaged;
        if (File.Exists(_home.QueuePath))
        {
            using var queue = OfflineQueue.Open(_home);
            greatest = Math.Max(greatest, queue.GreatestClock());
            Notice = queue.Notice;
        }

        return new Loaded(new ClockReading(greatest, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NodeIdBytes))), IsFresh: true);
    }

    private void SetAside(long value)
    {
        var stamp = _time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var kept = $"{_home.ClockPath}.damaged-{stamp}";
        try
        {
            File.Move(_home.ClockPath, kept, overwrite: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ClientException(
                ClientFailure.LocalFile,
                $"The clock {_home.ClockPath} is damaged and cannot be set aside: {refused.Message}",
                "Check that you own the file and its folder, or move the file away yourself.",
                refused);
        }

        Notice = (Notice is { } other ? other + " " : "")
            + string.Create(CultureInfo.InvariantCulture, $"The clock {_home.ClockPath} was damaged. It was kept as {kept}, and a new node goes on after {value}, the greatest clock that this machine still knows. ")
            + "Run 'spec-kitty sync now' to take in the clocks of the server.";
    }

    private void Save(ClockReading reading) => PrivateFile.Replace(
        _home.ClockPath,
        string.Create(CultureInfo.InvariantCulture, $"{{\"value\": {reading.Value}, \"node_id\": \"{reading.NodeId}\"}}\n"));

    /// <summary>The clock of a text; null when it is none, with the value where at least that can be read.</summary>
    private static ClockReading? Parse(byte[] text, out long value)
    {
        value = 0;
        try
        {
            using var document = JsonDocument.Parse(WithoutMark(text));
            var root = document.RootElement;
            value = Math.Max(0, root.GetProperty("value").GetInt64());
            var nodeId = root.GetProperty("node_id").GetString();
            return value == root.GetProperty("value").GetInt64() && nodeId is { Length: NodeIdBytes * 2 } && nodeId.All(char.IsAsciiHexDigitLower)
                ? new ClockReading(value, nodeId)
                : null;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(byte[] text) => text.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? text.AsMemory(Encoding.UTF8.Preamble.Length) : text;

    private ClientException AtTheEnd() => new(
        ClientFailure.LocalFile,
        $"The clock {_home.ClockPath} has reached {long.MaxValue}, the largest value that an event can carry.",
        "A peer has shown a clock that is far too large. Find it, and ask for help before you emit again: no later event can sort after it.");

    /// <summary>What stands in the file, or will.</summary>
    private sealed record Loaded(ClockReading Reading, bool IsFresh);

    /// <summary>The file as the clock of the contract library sees it; alive only while the lock is held.</summary>
    private sealed class Storage(ClockFile file, Loaded loaded) : IClockStorage
    {
        private bool _isOnDisk = !loaded.IsFresh;

        public string NodeId => loaded.Reading.NodeId;

        public long Load(string nodeId) => loaded.Reading.Value;

        public void Save(string nodeId, long value)
        {
            file.Save(new ClockReading(value, nodeId));
            _isOnDisk = true;
        }

        /// <summary>A node that was made up is kept even when its clock did not move; one that moved is on disk already.</summary>
        public void SaveWhenFresh()
        {
            if (!_isOnDisk)
            {
                Save(NodeId, loaded.Reading.Value);
            }
        }
    }
}
