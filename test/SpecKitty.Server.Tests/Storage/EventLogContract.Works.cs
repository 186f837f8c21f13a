using System.Collections.Concurrent;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Tests.Storage;

/// <summary>Works on one project, in their turn, and those that only read.</summary>
public abstract partial class EventLogContract
{
    [Fact]
    public async Task Project_AfterEvents_HasTheirGreatestClock()
    {
        await Log.AppendAsync(_project, TestRows.Event("E1") with { LamportClock = 7 }, TestRows.Event("E2") with { LamportClock = 3 });
        (await Log.FindProjectAsync(_project))!.LamportClock.ShouldBe(7);

        await Log.AppendAsync(_project, Enumerable.Range(0, 100).Select(number => TestRows.Event($"F{number:D3}") with { LamportClock = number }));

        (await Log.FindProjectAsync(_project))!.LamportClock.ShouldBe(99);
        await Log.AppendAsync(new TestWork(_project)
        {
            Execute = writer =>
            {
                writer.Project!.LamportClock.ShouldBe(99);
                return ValueTask.CompletedTask;
            },
        });
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
    public async Task Work_OfManyParts_LetsAnotherMissionGoAfterThePartThatRuns()
    {
        var happened = new ConcurrentQueue<string>();
        var parts = 0;
        Task? other = null;
        var large = new TestWork(_project)
        {
            Share = new WriteShare("tea", "M1"),
            Execute = async writer =>
            {
                await TestRows.EnsureAsync(writer);
                await writer.AppendAsync([TestRows.Event($"E{++parts}")]);
                happened.Enqueue($"part {parts}");
                other ??= Log.AppendAsync(new TestWork(_project)
                {
                    Share = new WriteShare("tea", "M2"),
                    Execute = async another =>
                    {
                        await another.AppendAsync([TestRows.Event("other")]);
                        happened.Enqueue("other");
                    },
                });
            },
            More = () => parts < 10,
        };

        await Log.AppendAsync(large);
        await other!;

        happened.ShouldBe(["part 1", "other", .. Enumerable.Range(2, 9).Select(part => $"part {part}")]);
        large.Commits.ShouldBe(3);
        large.Rollbacks.ShouldBe(0);
        (await SequencesAsync(new EventQuery())).ShouldBe(Enumerable.Range(1, 11).Select(number => (long)number));
    }

    [Fact]
    public async Task Work_OfManyParts_AloneSharesOneCommit()
    {
        var parts = 0;
        var work = new TestWork(_project)
        {
            Execute = async writer =>
            {
                await TestRows.EnsureAsync(writer);
                await writer.AppendAsync([TestRows.Event($"E{++parts}")]);
            },
            More = () => parts < 10,
        };

        await Log.AppendAsync(work);

        (parts, work.Commits).ShouldBe((10, 1));
        (await SequencesAsync(new EventQuery())).ShouldBe(Enumerable.Range(1, 10).Select(number => (long)number));
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
}
