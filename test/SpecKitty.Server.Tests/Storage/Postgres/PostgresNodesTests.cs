using System.Collections.Concurrent;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Postgres;

namespace SpecKitty.Server.Tests.Storage.Postgres;

/// <summary>Two stores on one database: what two servers are to each other.</summary>
public sealed class PostgresNodesTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Guid _project = Guid.NewGuid();
    private string _database = "";
    private PostgresStore _one = null!;
    private PostgresStore _other = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresCluster.CreateDatabaseAsync();
        var stores = await Task.WhenAll(OpenAsync(), OpenAsync());
        (_one, _other) = (stores[0], stores[1]);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await PostgresCluster.DropDatabaseAsync(_database);
    }

    [Fact]
    public async Task Append_OnBothAtOnce_IsGaplessAndLosesNothing()
    {
        var committed = new ConcurrentQueue<string>();

        await Task.WhenAll(Enumerable.Range(0, 300).Select(number => Node(number).Log.AppendAsync(new TestWork(_project)
        {
            Execute = async writer =>
            {
                await TestRows.EnsureAsync(writer);
                var last = writer.Project!.LastSequence;
                (await writer.AppendAsync(Enumerable.Range(0, 1 + (number % 90)).Select(part => TestRows.Event($"E{number}-{part}")).ToList())).ShouldBe(last + 1);
            },
            OnCommitted = () => committed.Enqueue($"E{number}-0"),
        })));

        var read = await _one.Log.ReadAsync(_project, new EventQuery());
        read.Select(stored => stored.Sequence).ShouldBe(Enumerable.Range(1, read.Count).Select(number => (long)number));
        read.Count.ShouldBe(Enumerable.Range(0, 300).Sum(number => 1 + (number % 90)));
        read.Select(stored => stored.EventId).Where(id => id.EndsWith("-0", StringComparison.Ordinal)).Order().ShouldBe(committed.Order());
        (await _other.Log.FindProjectAsync(_project))!.LastSequence.ShouldBe(read.Count);
    }

    [Fact]
    public async Task Append_SameEventsOnBoth_KeepsEachOnce()
    {
        var added = 0;

        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Node(number).Log.AppendAsync(new TestWork(_project)
        {
            Execute = async writer =>
            {
                await TestRows.EnsureAsync(writer);
                var id = $"E{number / 4}";
                if ((await writer.FindEventsAsync([id])).Count == 0)
                {
                    await writer.AppendAsync([TestRows.Event(id)]);
                    Interlocked.Increment(ref added);
                }
            },
        })));

        added.ShouldBe(50);
        (await _one.Log.ReadAsync(_project, new EventQuery())).Select(stored => stored.EventId).Distinct().Count().ShouldBe(50);
        (await _one.Log.FindProjectAsync(_project))!.LastSequence.ShouldBe(50);
    }

    [Fact]
    public async Task Register_RacedByBoth_HappensOnceForEachProject()
    {
        Guid[] projects = [.. Enumerable.Range(0, 40).Select(_ => Guid.NewGuid())];
        var registered = new ConcurrentBag<(Guid Project, string Team)>();

        await Task.WhenAll(projects.SelectMany(project => new[] { (Store: _one, Team: "tea"), (Store: _other, Team: "coffee") }.Select(node => node.Store.Log.AppendAsync(new TestWork(project)
        {
            Execute = async writer =>
            {
                if (writer.Project is null)
                {
                    await writer.RegisterAsync(node.Team, TestRows.Now);
                    registered.Add((project, node.Team));
                }
            },
        }))));

        registered.Select(entry => entry.Project).Order().ShouldBe(projects.Order());
        foreach (var (project, team) in registered)
        {
            (await _one.Log.FindProjectAsync(project))!.TeamSlug.ShouldBe(team);
        }
    }

    [Fact]
    public async Task ReadOnlyWork_WhileTheOtherWrites_DoesNotWait()
    {
        await _one.Log.AppendAsync(_project, TestRows.Event("E1"));
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = _one.Log.AppendAsync(new TestWork(_project)
        {
            Execute = async writer =>
            {
                await writer.AppendAsync([TestRows.Event("E2")]);
                begun.SetResult();
                await goOn.Task;
            },
        });
        await begun.Task;

        await _other.Log.AppendAsync(new TestWork(_project)
        {
            IsReadOnly = true,
            Execute = async writer => (await writer.ReadAsync(new EventQuery())).Count.ShouldBe(1),
        }).WaitAsync(Patience);

        goOn.SetResult();
        await writing;
    }

    [Fact]
    public async Task Works_OfDifferentProjects_DoNotWaitForEachOther()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = _one.Log.AppendAsync(new TestWork(_project)
        {
            Execute = async _ =>
            {
                begun.SetResult();
                await goOn.Task;
            },
        });
        await begun.Task;

        await _one.Log.AppendAsync(Guid.NewGuid(), TestRows.Event("E1")).WaitAsync(Patience);

        goOn.SetResult();
        await waiting;
    }

    [Fact]
    public async Task Changes_OfTheOther_AreToldAndOwnAreNot()
    {
        var (heardByOne, heardByOther) = (new Ear(), new Ear());
        using var one = _one.Changes.Subscribe(heardByOne.Hear);
        using var other = _other.Changes.Subscribe(heardByOther.Hear);
        (await heardByOne.NextAsync()).ShouldBeNull();
        (await heardByOther.NextAsync()).ShouldBeNull();
        var second = Guid.NewGuid();

        await _one.Log.AppendAsync(_project, TestRows.Event("E1"));
        (await heardByOther.NextAsync()).ShouldBe(_project);
        await _other.Log.AppendAsync(second, TestRows.Event("E1"));

        // Its own commit came first, and would have been told first.
        (await heardByOne.NextAsync()).ShouldBe(second);
    }

    [Fact]
    public async Task Changes_AfterALostConnection_MayBeAnything()
    {
        var heard = new Ear();
        using var subscription = _other.Changes.Subscribe(heard.Hear);
        (await heard.NextAsync()).ShouldBeNull();

        await PostgresCluster.ExecuteInAsync(_database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'");

        (await heard.NextAsync()).ShouldBeNull();
        await _one.Log.AppendAsync(_project, TestRows.Event("E1"));
        (await heard.NextAsync()).ShouldBe(_project);
    }

    [Fact]
    public async Task Append_ConnectionLostBeforeTheCommit_IsDoneAgain()
    {
        await _one.Log.AppendAsync(_project, TestRows.Event("E1"));
        var runs = 0;
        var work = new TestWork(_project)
        {
            Execute = async writer =>
            {
                await writer.AppendAsync([TestRows.Event("E2")]);
                if (++runs == 1)
                {
                    await PostgresCluster.ExecuteInAsync(_database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
                }

                await writer.FindMissionAsync("M1");
            },
        };

        await _one.Log.AppendAsync(work);

        runs.ShouldBe(2);
        (work.Commits, work.Rollbacks).ShouldBe((1, 1));
        (await _other.Log.ReadAsync(_project, new EventQuery())).Select(stored => stored.EventId).ShouldBe(["E1", "E2"]);
    }

    [Fact]
    public async Task Members_TakenFromTheirTeamsByBoth_LeaveAnAdminInEachAndNoTokenToWhoHasNone()
    {
        for (var round = 0; round < 10; round++)
        {
            var (one, other) = ($"one-{round}", $"other-{round}");
            foreach (var name in new[] { $"ada-{round}", $"bob-{round}" })
            {
                await _one.Accounts.AddUserAsync(new UserRecord(name, name, "hash", [new TeamMembership(one, TeamRole.Admin), new TeamMembership(other, TeamRole.Viewer)]), TestRows.Now);
                await _one.RefreshTokens.AddAsync(new RefreshTokenRecord(System.Text.Encoding.UTF8.GetBytes(name.PadRight(32)), name, name, name, "k1", TestRows.Now, TestRows.Now.AddDays(7)));
            }

            var outcomes = await Task.WhenAll(
                _one.Teams.RemoveMemberAsync($"ada-{round}", one, TestRows.Now),
                _other.Teams.RemoveMemberAsync($"bob-{round}", one, TestRows.Now),
                _one.Teams.RemoveMemberAsync($"bob-{round}", other, TestRows.Now),
                _other.Teams.RemoveMemberAsync($"ada-{round}", other, TestRows.Now));

            outcomes[..2].Order().ShouldBe([MembershipOutcome.Done, MembershipOutcome.LastAdmin]);
            outcomes[2..].ShouldBe([MembershipOutcome.Done, MembershipOutcome.Done]);
            foreach (var name in new[] { $"ada-{round}", $"bob-{round}" })
            {
                var isIn = (await _one.Accounts.FindByIdAsync(name))!.Memberships.Count == 1;
                (await _other.Accounts.FindSignedInAsync(name, name, TestRows.Now) is not null).ShouldBe(isIn);
            }
        }
    }

    private async Task<PostgresStore> OpenAsync() => await PostgresStore.OpenAsync(_database, new AppendQueueLimits(), TimeProvider.System);

    private PostgresStore Node(int number) => number % 2 == 0 ? _one : _other;

    private sealed class Ear
    {
        private readonly System.Threading.Channels.Channel<Guid?> _heard = System.Threading.Channels.Channel.CreateUnbounded<Guid?>();

        public void Hear(Guid? project) => _heard.Writer.TryWrite(project);

        public async Task<Guid?> NextAsync() => await _heard.Reader.ReadAsync().AsTask().WaitAsync(Patience);
    }
}
