using SpecKitty.Client.Queue;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Queue;

/// <summary>A queue of the first version, as it stood on the disks of its users.</summary>
public sealed class QueueMigrationTests : IDisposable
{
    /// <summary>The tables of version 1, written out once: what a release made does not change any more.</summary>
    private const string Version1 =
        """
        CREATE TABLE schema_version (version INTEGER PRIMARY KEY);
        INSERT INTO schema_version (version) VALUES (1);
        CREATE TABLE events (
          position INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE, event_type TEXT NOT NULL, project_uuid TEXT NOT NULL,
          body BLOB NOT NULL, checksum TEXT NOT NULL,
          state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'failed', 'dead', 'delivered')),
          attempts INTEGER NOT NULL DEFAULT 0, category TEXT, reason TEXT, queued_at INTEGER NOT NULL, delivered_at INTEGER,
          lease_owner TEXT, lease_expires_at INTEGER);
        CREATE INDEX events_due ON events (position) WHERE state IN ('pending', 'failed');
        CREATE INDEX events_leased ON events (project_uuid, lease_owner, lease_expires_at) WHERE lease_owner IS NOT NULL;
        CREATE INDEX events_delivered ON events (delivered_at) WHERE state = 'delivered';
        CREATE TABLE totals (id INTEGER PRIMARY KEY CHECK (id = 1), undelivered INTEGER NOT NULL);
        INSERT INTO totals (id, undelivered) VALUES (1, 0);
        CREATE TRIGGER events_inserted AFTER INSERT ON events WHEN NEW.state <> 'delivered'
          BEGIN UPDATE totals SET undelivered = undelivered + 1; END;
        CREATE TRIGGER events_deleted AFTER DELETE ON events WHEN OLD.state <> 'delivered'
          BEGIN UPDATE totals SET undelivered = undelivered - 1; END;
        CREATE TRIGGER events_settled AFTER UPDATE OF state ON events WHEN (OLD.state = 'delivered') <> (NEW.state = 'delivered')
          BEGIN UPDATE totals SET undelivered = undelivered + CASE NEW.state WHEN 'delivered' THEN -1 ELSE 1 END; END;
        """;

    private const string Project = "550e8400-e29b-41d4-a716-446655440000";

    private static readonly Uri Server = new("https://kitty.example/");

    private readonly TempHome _temp = new();
    private readonly PinnedClock _clock = new();

    public QueueMigrationTests()
    {
        _temp.Home.Prepare();
        using (File.Open(_temp.Home.QueuePath, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        {
        }

        RawQueue.Run(_temp.Home.QueuePath, "PRAGMA journal_mode = WAL");
        RawQueue.Run(_temp.Home.QueuePath, Version1);
    }

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Open_AQueueOfVersion1_KeepsEveryRowWithItsPlaceAndState()
    {
        Insert(3, "A", "pending", attempts: 0, category: null);
        Insert(5, "B", "failed", attempts: 2, category: "unknown");
        Insert(7, "C", "dead", attempts: 5, category: "schema_mismatch");
        Insert(9, "D", "delivered", attempts: 0, category: null);

        using var queue = OfflineQueue.Open(_temp.Home, clock: _clock);

        queue.List().Select(row => (row.Position, row.EventId, row.State, row.Attempts, row.Category)).ShouldBe(
        [
            (3, "A", EventState.Pending, 0, null),
            (5, "B", EventState.Failed, 2, "unknown"),
            (7, "C", EventState.Dead, 5, "schema_mismatch"),
            (9, "D", EventState.Delivered, 0, null),
        ]);
        queue.Enqueue(Queued.Event("E")).ShouldBeTrue();
        queue.Enqueue(Row("A")).ShouldBeFalse();
        queue.List()[^1].EventId.ShouldBe("E");
        queue.Status().Undelivered.ShouldBe(4);
        RawQueue.Text(_temp.Home.QueuePath, "PRAGMA integrity_check").ShouldBe("ok");
    }

    [Fact]
    public void Take_RowsOfVersion1_AreKnownByTheirChecksumsAndDelivered()
    {
        Insert(1, "A", "pending", attempts: 0, category: null);
        Insert(2, "B", "pending", attempts: 0, category: null);
        RawQueue.Run(_temp.Home.QueuePath, "UPDATE events SET body = cast('tampered' AS BLOB) WHERE event_id = 'B'");
        using var queue = OfflineQueue.Open(_temp.Home, clock: _clock);

        using (var lease = queue.BeginLease(TimeSpan.FromMinutes(1), server: Server))
        {
            var taken = lease.Take(10, 1_000).ShouldHaveSingleItem();
            taken.EventId.ShouldBe("A");
            lease.DamagedRows.ShouldBe(1);
            lease.Settle([new Delivery(taken.Position, Rejection: null)]).ShouldBe(1);
        }

        RawQueue.Text(_temp.Home.QueuePath, "SELECT delivered_to FROM events WHERE event_id = 'A'").ShouldBe(Server.AbsoluteUri);
        RawQueue.Text(_temp.Home.QueuePath, "SELECT cast(body AS TEXT) FROM events WHERE event_id = 'B'").ShouldBe("tampered");
    }

    [Fact]
    public async Task Open_ByManyProcessesAtOnce_MigratesOnce()
    {
        for (var number = 0; number < 500; number++)
        {
            Insert(number + 1, Queued.Id(number), "pending", attempts: 0, category: null);
        }

        var children = Enumerable.Range(0, 6).Select(number => QueueChild.Start(_temp.Path, $"P{number}", 5)).ToList();
        foreach (var child in children)
        {
            await child.StandardOutput.ReadToEndAsync();
            (await child.StandardError.ReadToEndAsync()).ShouldBe("");
            await child.WaitForExitAsync();
            child.ExitCode.ShouldBe(0);
            child.Dispose();
        }

        using var queue = OfflineQueue.Open(_temp.Home);
        queue.Status().Pending.ShouldBe(500 + (6 * 5));
        queue.List(count: 500).Select(row => row.EventId).ShouldBe(Enumerable.Range(0, 500).Select(Queued.Id));
    }

    private static QueuedEvent Row(string id) => Queued.Event(id, Guid.Parse(Project));

    private void Insert(long position, string id, string state, int attempts, string? category)
    {
        var row = Row(id);
        var checksum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([.. System.Text.Encoding.UTF8.GetBytes($"{id}\n{row.EventType}\n{Project}\n"), .. row.Body.Span]));
        RawQueue.Run(
            _temp.Home.QueuePath,
            $"""
            INSERT INTO events (position, event_id, event_type, project_uuid, body, checksum, state, attempts, category, reason, queued_at, delivered_at, lease_owner, lease_expires_at)
            VALUES ({position}, '{id}', '{row.EventType}', '{Project}', x'{Convert.ToHexString(row.Body.Span)}', '{checksum}', '{state}', {attempts},
              {(category is null ? "NULL" : $"'{category}'")}, {(category is null ? "NULL" : "'why'")}, {_clock.Now.ToUnixTimeMilliseconds()},
              {(state == "delivered" ? _clock.Now.ToUnixTimeMilliseconds() : "NULL")}, 'elsewhere/1/0', 1)
            """);
    }
}
