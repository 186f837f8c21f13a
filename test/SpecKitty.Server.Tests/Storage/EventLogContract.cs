using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Tests.Storage;

/// <summary>What the log of every store must do beyond keeping events: reading parts of it, heartbeats that leave it, and works in their turn.</summary>
public abstract partial class EventLogContract : IAsyncLifetime
{
    private readonly Guid _project = Guid.NewGuid();
    private IServerStore _store = null!;

    private IEventLog Log => _store.Log;

    /// <summary>Opens the store on the test's own data.</summary>
    protected abstract Task<IServerStore> OpenAsync();

    /// <summary>Forgets the test's data.</summary>
    protected abstract ValueTask RemoveAsync();

    public async ValueTask InitializeAsync() => _store = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await RemoveAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Read_PartOfTheLog_GivesWhatFitsEveryCondition()
    {
        string[] types = ["A", "B", "C"];
        await Log.AppendAsync(_project, Enumerable.Range(1, 30).Select(number => TestRows.Event($"E{number}", number % 2 == 0 ? "M1" : number % 5 == 0 ? null : "M2", types[number % 3])));

        (await SequencesAsync(new EventQuery { MissionId = "M1", AfterSequence = 10, UpToSequence = 20 })).ShouldBe([12, 14, 16, 18, 20]);
        (await SequencesAsync(new EventQuery { EventTypes = ["A"], Limit = 3 })).ShouldBe([3, 6, 9]);
        (await SequencesAsync(new EventQuery { EventTypes = ["A", "C"], MissionId = "M1", UpToSequence = 12 })).ShouldBe([2, 6, 8, 12]);
        (await SequencesAsync(new EventQuery { EventTypes = [] })).ShouldBeEmpty();
        (await SequencesAsync(new EventQuery { MissionId = "M9" })).ShouldBeEmpty();
        (await SequencesAsync(new EventQuery { AfterSequence = 27 })).ShouldBe([28, 29, 30]);
        (await Log.ReadAsync(Guid.NewGuid(), new EventQuery())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_NewestFirst_GivesTheEndOfWhatFits()
    {
        await Log.AppendAsync(_project, Enumerable.Range(1, 30).Select(number => TestRows.Event($"E{number}", number % 2 == 0 ? "M1" : null, number % 3 == 0 ? "A" : "B")));

        (await SequencesAsync(new EventQuery { IsNewestFirst = true, Limit = 3 })).ShouldBe([30, 29, 28]);
        (await SequencesAsync(new EventQuery { IsNewestFirst = true, UpToSequence = 10, MissionId = "M1", Limit = 2 })).ShouldBe([10, 8]);
        (await SequencesAsync(new EventQuery { IsNewestFirst = true, AfterSequence = 20, UpToSequence = 28, EventTypes = ["A"] })).ShouldBe([27, 24, 21]);
        (await SequencesAsync(new EventQuery { IsNewestFirst = true, UpToSequence = 0 })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_NewestFirstWithRemoved_PutsThemInTheirPlaces()
    {
        await AppendHeartbeatsAsync();
        await Log.RemoveAsync(_project, TestRows.Removed(2, "H2", "M1"), TestRows.Removed(4, "H4", "M1"));

        (await SequencesAsync(new EventQuery { WithRemoved = true, IsNewestFirst = true, Limit = 4 })).ShouldBe([6, 5, 4, 3]);
        (await SequencesAsync(new EventQuery { WithRemoved = true, EventId = "H4" })).ShouldBe([4]);
        (await SequencesAsync(new EventQuery { EventId = "H4" })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_OneId_GivesTheEventOfThisProjectAlone()
    {
        var other = Guid.NewGuid();
        await Log.AppendAsync(_project, TestRows.Event("E1"), TestRows.Event("E2", "M1"), TestRows.Event("E3"));
        await Log.AppendAsync(other, TestRows.Event("E9"));

        (await SequencesAsync(new EventQuery { EventId = "E2" })).ShouldBe([2]);
        (await SequencesAsync(new EventQuery { EventId = "E2", MissionId = "M2" })).ShouldBeEmpty();
        (await SequencesAsync(new EventQuery { EventId = "E9" })).ShouldBeEmpty();
        (await SequencesAsync(new EventQuery { EventId = "e2" })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Size_OfTheStore_GrowsWithWhatItKeeps()
    {
        await Log.AppendAsync(_project, TestRows.Event("E1"));
        var before = await _store.Health.ReadSizeAsync();

        // Noise, which no store can make smaller.
        var noise = new byte[100_000];
        new Random(7).NextBytes(noise);
        await Log.AppendAsync(_project, Enumerable.Range(2, 40).Select(number => TestRows.Event($"E{number}", envelope: noise)));

        before.ShouldBeGreaterThan(0);
        (await _store.Health.ReadSizeAsync()).ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task Newest_OfMissions_IsTheLastEventOfEach()
    {
        var other = Guid.NewGuid();
        MissionRecord[] missions = [.. new[] { (_project, "M1"), (_project, "M2"), (other, "M1"), (_project, "M3") }
            .Select(key => new MissionRecord(key.Item1, key.Item2, "title", "01KGG0A2TKJF6MFYV5BJ31TKXX", "user/1", TestRows.Now))];
        foreach (var project in new[] { _project, other })
        {
            await Log.AppendAsync(new TestWork(project)
            {
                Execute = async writer =>
                {
                    await TestRows.EnsureAsync(writer);
                    foreach (var mission in missions.Where(mission => mission.ProjectId == project))
                    {
                        await writer.AddMissionAsync(mission);
                    }
                },
            });
        }

        await Log.AppendAsync(_project, TestRows.Event("E1", "M1"), TestRows.Event("E2", "M2"), TestRows.Event("E3", "M1"), TestRows.Event("E4"));
        await Log.AppendAsync(other, TestRows.Event("E1", "M1") with { ReceivedAt = TestRows.Now.AddHours(1) });

        (await Log.FindNewestAsync(missions)).OrderBy(active => active.Sequence).ThenBy(active => active.ReceivedAt)
            .ShouldBe([new ActiveMission(missions[2], 1, TestRows.Now.AddHours(1)), new ActiveMission(missions[1], 2, TestRows.Now), new ActiveMission(missions[0], 3, TestRows.Now)]);
        (await Log.FindNewestAsync([])).ShouldBeEmpty();
        (await OwnAsync(TestRows.Now)).ShouldBe(missions[..3], ignoreOrder: true);
        (await OwnAsync(TestRows.Now.AddMilliseconds(1))).ShouldBe([missions[2]]);

        async Task<IEnumerable<MissionRecord>> OwnAsync(DateTimeOffset since)
            => (await Log.ListActiveMissionsAsync(since)).Select(active => active.Mission).Where(mission => mission.ProjectId == _project || mission.ProjectId == other);
    }

    [Fact]
    public async Task Append_LargeBatch_KeepsEveryColumn()
    {
        NewEvent[] events = [.. Enumerable.Range(1, 1000).Select(number => new NewEvent(
            $"E{number}",
            number % 3 == 0 ? null : $"mission/{number} äß€𝄞",
            $"Type{number}",
            long.MaxValue - number,
            TestRows.Now.AddMilliseconds(number),
            $"user/{number} ü",
            Enumerable.Repeat((byte)number, number * 7).ToArray()))];

        await Log.AppendAsync(_project, events);

        var read = await Log.ReadAsync(_project, new EventQuery());
        read.Select(stored => stored.Sequence).ShouldBe(Enumerable.Range(1, 1000).Select(number => (long)number));
        foreach (var (stored, added) in read.Zip(events))
        {
            (stored.EventId, stored.MissionId, stored.EventType, stored.LamportClock, stored.ReceivedAt, stored.Principal)
                .ShouldBe((added.EventId, added.MissionId, added.EventType, added.LamportClock, added.ReceivedAt, added.Principal));
            stored.Envelope.Span.SequenceEqual(added.Envelope.Span).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task ProjectIds_OfAllTeams_AreListedInTheOrderOfTheirBytes()
    {
        Guid[] ids = [Guid.Parse("00ffffff-0000-0000-0000-000000000000"), Guid.Parse("01000000-0000-0000-0000-000000000000"), Guid.Parse("ff000000-0000-0000-0000-000000000000")];
        foreach (var id in ids.Reverse())
        {
            await Log.AppendAsync(new TestWork(id) { Execute = writer => writer.RegisterAsync($"team-{id}", TestRows.Now) });
        }

        (await Log.ListProjectIdsAsync(null, 10, TestContext.Current.CancellationToken)).ShouldBe(ids);
        (await Log.ListProjectIdsAsync(ids[0], 1, TestContext.Current.CancellationToken)).ShouldBe([ids[1]]);
        (await Log.ListProjectIdsAsync(ids[2], 10, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    private Task AppendHeartbeatsAsync() => Log.AppendAsync(
        _project,
        TestRows.Event("E1", "M1"),
        TestRows.Event("H2", "M1", TestRows.Heartbeat),
        TestRows.Event("E3", "M1"),
        TestRows.Event("H4", "M1", TestRows.Heartbeat),
        TestRows.Event("E5", "M1"),
        TestRows.Event("H6", "M2", TestRows.Heartbeat));

    private async Task<IEnumerable<long>> SequencesAsync(EventQuery query) => (await Log.ReadAsync(_project, query)).Select(stored => stored.Sequence);
}
