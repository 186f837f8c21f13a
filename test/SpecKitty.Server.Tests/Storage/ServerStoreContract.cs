using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Tests.Storage;

/// <summary>What every store must do. A store's tests inherit this.</summary>
public abstract partial class ServerStoreContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 2, 15, 10, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly Guid _project = Guid.NewGuid();
    private IServerStore _store = null!;

    /// <summary>Opens the store on the test's own data; a second call sees what the first has written.</summary>
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
    public async Task Health_OfAnOpenStore_TakesWritesAndHasNoneWaiting()
    {
        await _store.Health.CheckWritableAsync();

        _store.Health.WaitingWrites.ShouldBe(0);
        await Should.ThrowAsync<OperationCanceledException>(() => _store.Health.CheckWritableAsync(new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Append_Events_KeepsThemInOrderByteForByte()
    {
        byte[][] envelopes = [[1, 0, 255], [2], [3, 3]];

        await AppendAsync(envelopes.Select((bytes, at) => Event($"E{at}", bytes)));

        var read = await _store.Log.ReadAsync(_project, new EventQuery { Limit = 10 });
        read.Select(stored => stored.Sequence).ShouldBe([1, 2, 3]);
        read.Select(stored => stored.Envelope.ToArray()).ShouldBe(envelopes);
        read[0].ReceivedAt.ShouldBe(Now);
        read[0].Principal.ShouldBe("user/1");
        (await _store.Log.FindProjectAsync(_project))!.LastSequence.ShouldBe(3);
    }

    [Fact]
    public async Task Append_ManyAtOnce_IsGaplessAndInOrderOfCommits()
    {
        var committed = new List<string>();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => _store.Log.AppendAsync(new TestWork(_project)
        {
            Execute = async writer =>
            {
                await EnsureAsync(writer);
                await writer.AppendAsync([Event($"E{number}"), Event($"F{number}")]);
            },
            OnCommitted = () => committed.Add($"E{number}"),
        })));

        var read = await _store.Log.ReadAsync(_project, new EventQuery { Limit = 1000 });
        read.Select(stored => stored.Sequence).ShouldBe(Enumerable.Range(1, 400).Select(number => (long)number));
        read.Select(stored => stored.EventId).Where(id => id[0] == 'E').ShouldBe(committed);
    }

    [Fact]
    public async Task Append_WorkThatThrows_LeavesNothingAndHarmsNobody()
    {
        var works = Enumerable.Range(0, 60).Select(number => new TestWork(_project)
        {
            Execute = async writer =>
            {
                await EnsureAsync(writer);
                await writer.AppendAsync([Event($"E{number}")]);
                if (number % 7 == 3)
                {
                    throw new InvalidOperationException($"{number}");
                }
            },
        }).ToList();

        var outcomes = await Task.WhenAll(works.Select(async work =>
        {
            try
            {
                await _store.Log.AppendAsync(work);
                return true;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }));

        outcomes.Select((fine, at) => (fine, at)).ShouldAllBe(outcome => outcome.fine == (outcome.at % 7 != 3));
        works.ShouldAllBe(work => work.Commits + work.Rollbacks >= 1 && work.Commits <= 1);
        var read = await _store.Log.ReadAsync(_project, new EventQuery { Limit = 1000 });
        read.Select(stored => stored.Sequence).ShouldBe(Enumerable.Range(1, outcomes.Count(fine => fine)).Select(number => (long)number));
    }

    [Fact]
    public async Task Append_WorkThatThrowsBehindItsCommit_IsKeptAndHarmsNobody()
    {
        var works = Enumerable.Range(0, 6).Select(number => new TestWork(_project)
        {
            Execute = async writer =>
            {
                await EnsureAsync(writer);
                await writer.AppendAsync([Event($"E{number}")]);
            },
            OnCommitted = () =>
            {
                if (number == 2)
                {
                    throw new InvalidOperationException("on purpose");
                }
            },
        }).ToList();

        var appends = works.Select(work => _store.Log.AppendAsync(work)).ToList();

        await Should.ThrowAsync<InvalidOperationException>(appends[2].WaitAsync(Patience));
        await Task.WhenAll(appends.Where((_, number) => number != 2)).WaitAsync(Patience);
        works.ShouldAllBe(work => work.Commits == 1 && work.Rollbacks == 0);
        await AppendAsync([Event("E6")]).WaitAsync(Patience);
        (await _store.Log.ReadAsync(_project, new EventQuery { Limit = 10 })).Count.ShouldBe(7);
    }

    [Fact]
    public async Task Append_CancelledBeforeItBegins_DoesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(_store.Log.AppendAsync(new TestWork(_project) { Execute = EnsureAsync }, cancelled.Token));

        (await _store.Log.FindProjectAsync(_project)).ShouldBeNull();
    }

    [Fact]
    public async Task FindEvents_InsideTheWork_SeesWhatItHasWritten()
    {
        await AppendAsync([Event("E1", [1])]);
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? found = null;

        await _store.Log.AppendAsync(new TestWork(_project)
        {
            Execute = async writer =>
            {
                await writer.AppendAsync([Event("E2", [2])]);
                found = await writer.FindEventsAsync(["E1", "E2", "E3"]);
            },
        });

        found!.Keys.Order().ShouldBe(["E1", "E2"]);
        found["E2"].ToArray().ShouldBe([2]);
    }

    [Fact]
    public async Task Append_SameIdInOneProject_FailsAndInAnotherDoesNot()
    {
        await AppendAsync([Event("E1")]);

        await Should.ThrowAsync<Exception>(AppendAsync([Event("E1")]));
        await _store.Log.AppendAsync(new TestWork(Guid.NewGuid())
        {
            Execute = async writer =>
            {
                await EnsureAsync(writer);
                await writer.AppendAsync([Event("E1")]);
            },
        });

        (await _store.Log.ReadAsync(_project, new EventQuery { Limit = 10 })).Count.ShouldBe(1);
    }

    [Fact]
    public async Task ReadProject_ByCursor_GivesEveryEventOnce()
    {
        await AppendAsync(Enumerable.Range(0, 25).Select(number => Event($"E{number}")));
        var seen = new List<long>();
        IReadOnlyList<StoredEvent> page;

        do
        {
            page = await _store.Log.ReadAsync(_project, new EventQuery { AfterSequence = seen.Count == 0 ? 0 : seen[^1], Limit = 10 });
            seen.AddRange(page.Select(stored => stored.Sequence));
        }
        while (page.Count > 0);

        seen.ShouldBe(Enumerable.Range(1, 25).Select(number => (long)number));
        (await _store.Log.ReadTailAsync(_project, 3)).Select(stored => stored.Sequence).ShouldBe([23, 24, 25]);
    }

    [Fact]
    public async Task Missions_AreFoundByTeamAndReadByThemselves()
    {
        var mission = new MissionRecord(_project, "M1", "Title", "01HV0000000000000000000000", "user/1", Now);
        await _store.Log.AppendAsync(new TestWork(_project)
        {
            Execute = async writer =>
            {
                await EnsureAsync(writer);
                await writer.AddMissionAsync(mission);
                await writer.AppendAsync([Event("E1", missionId: "M1"), Event("E2"), Event("E3", missionId: "M1"), Event("E4", missionId: "M2")]);
                (await writer.FindMissionAsync("M1")).ShouldBe(mission);
                (await writer.FindMissionAsync("M2")).ShouldBeNull();
                (await writer.ReadAsync(new EventQuery { MissionId = "M1", AfterSequence = 0 })).Select(stored => stored.Sequence).ShouldBe([1, 3]);
                (await writer.ReadAsync(new EventQuery { MissionId = "M1", AfterSequence = 1 })).Select(stored => stored.Sequence).ShouldBe([3]);
            },
        });

        (await _store.Log.FindMissionsAsync("M1", ["tea", "coffee"])).ShouldBe([mission]);
        (await _store.Log.FindMissionsAsync("M1", ["coffee"])).ShouldBeEmpty();
        (await _store.Log.ListMissionsAsync(["tea"], new MissionQuery { Limit = 10 })).ShouldBe([mission]);
        (await _store.Log.ListMissionsAsync([], new MissionQuery { Limit = 10 })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Everything_AfterReopening_IsStillThere()
    {
        await AppendAsync([Event("E1", [7])]);
        await _store.Accounts.AddUserAsync(User("ada"), Now);
        var keys = await _store.SigningKeys.RotateAsync(Key("k1"), Now, Now);

        await _store.DisposeAsync();
        _store = await OpenAsync();

        (await _store.Log.ReadAsync(_project, new EventQuery { Limit = 10 }))[0].Envelope.ToArray().ShouldBe([7]);
        (await _store.Accounts.FindByNameAsync("ada")).ShouldNotBeNull();
        (await _store.SigningKeys.ListAsync())[0].KeyId.ShouldBe(keys[0].KeyId);
    }

    private static NewEvent Event(string id, byte[]? envelope = null, string? missionId = null)
        => new(id, missionId, "CommentPosted", 1, Now, "user/1", envelope ?? [(byte)'{', (byte)'}']);

    private static async ValueTask EnsureAsync(IProjectWriter writer)
    {
        if (writer.Project is null)
        {
            await writer.RegisterAsync("tea", Now);
        }
    }

    private Task AppendAsync(IEnumerable<NewEvent> events) => _store.Log.AppendAsync(new TestWork(_project)
    {
        Execute = async writer =>
        {
            await EnsureAsync(writer);
            await writer.AppendAsync([.. events]);
        },
    });
}
