using System.Collections.Concurrent;
using System.Text.Json;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Tests.Storage;

/// <summary>What the log of every store must do beyond keeping events: reading parts of it, heartbeats that leave it, and works in their turn.</summary>
public abstract class EventLogContract : IAsyncLifetime
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

        await Log.AppendAsync(_project, Enumerable.Range(2, 40).Select(number => TestRows.Event($"E{number}", envelope: new byte[100_000])));

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
    public async Task Remove_Heartbeats_LeavesTheRestOfTheLogAsItWas()
    {
        await AppendHeartbeatsAsync();

        await Log.RemoveAsync(_project, TestRows.Removed(2, "H2", "M1"), TestRows.Removed(4, "H4", "M1"));
        await Log.AppendAsync(_project, TestRows.Event("E7", "M1"));

        (await SequencesAsync(new EventQuery())).ShouldBe([1, 3, 5, 6, 7]);
        (await SequencesAsync(new EventQuery { MissionId = "M1", AfterSequence = 1, Limit = 2 })).ShouldBe([3, 5]);
        (await Log.ReadTailAsync(_project, 4)).Select(stored => stored.Sequence).ShouldBe([3, 5, 6, 7]);
        (await Log.FindProjectAsync(_project))!.LastSequence.ShouldBe(7);
        await Log.AppendAsync(new TestWork(_project)
        {
            Execute = async writer =>
            {
                (await writer.FindEventsAsync(["H2", "E3"])).Keys.ShouldBe(["E3"]);
                var found = await writer.FindRemovedAsync(["H2", "H4", "H6", "E3"]);
                found.Keys.Order().ShouldBe(["H2", "H4"]);
                found["H4"].ShouldBe(TestRows.Removed(4, "H4", "M1"));
                (await writer.FindRemovedAsync([])).ShouldBeEmpty();
            },
        });
    }

    [Theory]
    [InlineData(0, 20, false, new[] { 4, 9 })]
    [InlineData(0, 20, true, new[] { 4, 9 })]
    [InlineData(5, 20, false, new[] { 9 })]
    [InlineData(9, 20, true, new[] { 9 })]
    [InlineData(0, 10, false, new[] { 4, 9 })]
    [InlineData(10, 20, true, new int[0])]
    [InlineData(0, 4, true, new int[0])]
    [InlineData(20, 40, false, new int[0])]
    public async Task Find_ManyIds_FindsWhatIsThereWhereverItLies(int from, int to, bool isBackwards, int[] expected)
    {
        await Log.AppendAsync(_project, Row("E", 4), Row("E", 9), Row("H", 4), Row("H", 9), Row("E", 30), Row("H", 30));
        await Log.RemoveAsync(_project, TestRows.Removed(3, "H04", "M1"), TestRows.Removed(4, "H09", "M1"), TestRows.Removed(6, "H30", "M1"));
        int[] numbers = [.. Enumerable.Range(from, to - from).Where(number => number != 30)];
        string[] Ids(string kind) => [.. (isBackwards ? numbers.Reverse() : numbers).Select(number => $"{kind}{number:00}")];

        await Log.AppendAsync(new TestWork(_project)
        {
            Execute = async writer =>
            {
                (await writer.FindEventsAsync(Ids("E"))).Keys.Order().ShouldBe(expected.Select(number => $"E{number:00}"));
                (await writer.FindRemovedAsync(Ids("H"))).Keys.Order().ShouldBe(expected.Select(number => $"H{number:00}"));
                (await writer.FindEventsAsync(Ids("X"))).ShouldBeEmpty();
            },
        });

        static NewEvent Row(string kind, int number) => TestRows.Event($"{kind}{number:00}", "M1", kind == "H" ? TestRows.Heartbeat : "CommentPosted");
    }

    [Fact]
    public async Task Read_WithRemoved_GivesThemBackInTheirPlaces()
    {
        await AppendHeartbeatsAsync();

        await Log.RemoveAsync(_project, TestRows.Removed(2, "H2", "M1"), TestRows.Removed(4, "H4", "M1"));

        (await SequencesAsync(new EventQuery { WithRemoved = true })).ShouldBe([1, 2, 3, 4, 5, 6]);
        (await SequencesAsync(new EventQuery { WithRemoved = true, Limit = 3 })).ShouldBe([1, 2, 3]);
        (await SequencesAsync(new EventQuery { WithRemoved = true, AfterSequence = 2, UpToSequence = 4 })).ShouldBe([3, 4]);
        (await SequencesAsync(new EventQuery { WithRemoved = true, MissionId = "M2" })).ShouldBe([6]);
        (await SequencesAsync(new EventQuery { WithRemoved = true, EventTypes = ["CommentPosted"] })).ShouldBe([1, 3, 5]);
        (await SequencesAsync(new EventQuery { WithRemoved = true, EventTypes = [TestRows.Heartbeat] })).ShouldBe([2, 4, 6]);
        var back = (await Log.ReadAsync(_project, new EventQuery { WithRemoved = true }))[1];
        (back.EventId, back.MissionId, back.EventType, back.LamportClock, back.ReceivedAt, back.Principal).ShouldBe(("H2", "M1", TestRows.Heartbeat, 7, TestRows.Now, "user/1"));
        JsonDocument.Parse(back.Envelope).RootElement.GetProperty("payload").GetProperty("participant_id").GetString().ShouldBe("participant-1");
        await Log.AppendAsync(new TestWork(_project)
        {
            Execute = async writer => (await writer.ReadAsync(new EventQuery { WithRemoved = true })).Select(stored => stored.Sequence).ShouldBe([1, 2, 3, 4, 5, 6]),
        });
    }

    [Fact]
    public async Task Remove_TwiceOrWhatIsNotThere_DoesNothing()
    {
        await AppendHeartbeatsAsync();
        await Log.RemoveAsync(_project, TestRows.Removed(2, "H2", "M1"));

        await Log.RemoveAsync(_project, TestRows.Removed(2, "H2", "M1") with { Principal = "another" }, TestRows.Removed(3, "H9", "M1"), TestRows.Removed(99, "E3", "M1"));

        (await SequencesAsync(new EventQuery { WithRemoved = true })).ShouldBe([1, 2, 3, 4, 5, 6]);
        (await Log.ReadAsync(_project, new EventQuery { WithRemoved = true }))[1].Principal.ShouldBe("user/1");
    }

    [Fact]
    public async Task Remove_InAWorkThatFails_LeavesEverything()
    {
        await AppendHeartbeatsAsync();

        await Should.ThrowAsync<InvalidOperationException>(Log.AppendAsync(new TestWork(_project)
        {
            Execute = async writer =>
            {
                await writer.AppendAsync([TestRows.Event("H7", "M1", TestRows.Heartbeat)]);
                await writer.RemoveAsync([TestRows.Removed(2, "H2", "M1"), TestRows.Removed(7, "H7", "M1")]);
                (await writer.ReadAsync(new EventQuery())).Select(stored => stored.Sequence).ShouldBe([1, 3, 4, 5, 6]);
                throw new InvalidOperationException("on purpose");
            },
        }));

        (await SequencesAsync(new EventQuery())).ShouldBe([1, 2, 3, 4, 5, 6]);
        await Log.AppendAsync(new TestWork(_project) { Execute = async writer => (await writer.FindRemovedAsync(["H2", "H7"])).ShouldBeEmpty() });
    }

    [Fact]
    public async Task Heartbeats_AreReadByThemselvesWithoutThoseThatAreGone()
    {
        await AppendHeartbeatsAsync();
        await Log.AppendAsync(Guid.NewGuid(), TestRows.Event("H1", "M1", TestRows.Heartbeat));
        await Log.RemoveAsync(_project, TestRows.Removed(4, "H4", "M1"));

        await Log.AppendAsync(new TestWork(_project)
        {
            Execute = async writer =>
            {
                (await writer.AppendAsync([TestRows.Event("E7", "M1"), TestRows.Event("H8", "M2", TestRows.Heartbeat, [4, 2])])).ShouldBe(7);
                var found = await writer.ReadHeartbeatsAsync(0, 10);
                found.Select(stored => stored.Sequence).ShouldBe([2, 6, 8]);
                (found[2].EventId, found[2].MissionId, found[2].EventType, found[2].LamportClock, found[2].ReceivedAt, found[2].Principal).ShouldBe(("H8", "M2", TestRows.Heartbeat, 1, TestRows.Now, "user/1"));
                found[2].Envelope.ToArray().ShouldBe([4, 2]);
                (await writer.ReadHeartbeatsAsync(2, 1)).ShouldHaveSingleItem().Sequence.ShouldBe(6);
                (await writer.ReadHeartbeatsAsync(8, 10)).ShouldBeEmpty();
            },
        });
        await Log.AppendAsync(new TestWork(_project) { IsReadOnly = true, Execute = async writer => (await writer.ReadHeartbeatsAsync(0, 2)).Select(stored => stored.EventId).ShouldBe(["H2", "H6"]) });
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

    [Fact]
    public async Task Works_OfOneProject_RunOneByOneAndCommitInTheirOrder()
    {
        // What happens, in order: a work begins and ends, and later is committed.
        var happened = new ConcurrentQueue<(int Work, char What)>();

        await Task.WhenAll(Enumerable.Range(0, 150).Select(number => Log.AppendAsync(new TestWork(_project)
        {
            IsReadOnly = number % 3 == 2,
            Execute = async writer =>
            {
                happened.Enqueue((number, '('));
                await Task.Yield();
                if (number % 3 != 2)
                {
                    await TestRows.EnsureAsync(writer);
                    await writer.AppendAsync([TestRows.Event($"E{number}")]);
                }

                await writer.FindEventsAsync(["E0"]);
                happened.Enqueue((number, ')'));
            },
            OnCommitted = () => happened.Enqueue((number, 'C')),
        })));

        var open = new List<int>();
        using var steps = happened.GetEnumerator();
        while (steps.MoveNext())
        {
            var (work, what) = steps.Current;
            if (what == '(')
            {
                // Nobody else begins before it ends.
                steps.MoveNext().ShouldBeTrue();
                steps.Current.ShouldBe((work, ')'));
                open.Add(work);
                continue;
            }

            // A group is committed as a whole, in its order, before anything else begins.
            foreach (var expected in open)
            {
                steps.Current.ShouldBe((expected, 'C'));
                if (expected != open[^1])
                {
                    steps.MoveNext().ShouldBeTrue();
                }
            }

            open.Clear();
        }

        open.ShouldBeEmpty();
        (await SequencesAsync(new EventQuery())).ShouldBe(Enumerable.Range(1, 100).Select(number => (long)number));
    }

    [Fact]
    public async Task ReadOnlyWork_ThatWrites_FailsAndLeavesNothing()
    {
        await Log.AppendAsync(_project, TestRows.Event("E1"));
        Func<IProjectWriter, ValueTask>[] writes =
        [
            async writer => await writer.AppendAsync([TestRows.Event("E2")]),
            async writer => await writer.AddMissionAsync(new MissionRecord(_project, "M1", "Title", "01HV0000000000000000000000", "user/1", TestRows.Now)),
            async writer => await writer.RemoveAsync([TestRows.Removed(1, "E1", "M1")]),
            async writer => await writer.RegisterAsync("coffee", TestRows.Now),
            async writer => await writer.AddTokenAsync(new ParticipantTokenRecord(_project, new byte[32], "M1", "P1", "U1", TestRows.Now, TestRows.Now.AddHours(1)), 1),
            async writer => await writer.DeleteTokensAsync("M1", "P1"),
        ];

        foreach (var write in writes)
        {
            var work = new TestWork(_project) { IsReadOnly = true, Execute = write };
            await Should.ThrowAsync<InvalidOperationException>(Log.AppendAsync(work));
            work.Commits.ShouldBe(0);
            work.Rollbacks.ShouldBeGreaterThan(0);
        }

        (await SequencesAsync(new EventQuery())).ShouldBe([1]);
        (await Log.FindMissionsAsync("M1", ["tea"])).ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadOnlyWork_OfAProjectThatNobodyHas_FindsNothing()
    {
        var work = new TestWork(_project)
        {
            IsReadOnly = true,
            Execute = async writer =>
            {
                writer.Project.ShouldBeNull();
                (await writer.ReadAsync(new EventQuery { WithRemoved = true })).ShouldBeEmpty();
                (await writer.FindMissionAsync("M1")).ShouldBeNull();
            },
        };

        await Log.AppendAsync(work);

        work.Commits.ShouldBe(1);
        (await Log.FindProjectAsync(_project)).ShouldBeNull();
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
