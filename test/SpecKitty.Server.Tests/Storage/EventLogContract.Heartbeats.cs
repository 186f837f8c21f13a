using System.Text.Json;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Tests.Storage;

/// <summary>Heartbeats that leave the log, and what is left of them.</summary>
public abstract partial class EventLogContract
{
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
}
