using SpecKitty.Server.Dashboard.Following;
using SpecKitty.Server.Live;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Dashboard.Following;

public sealed class SharedReadingTests
{
    private static readonly Guid Project = Guid.NewGuid();

    private readonly ProjectSignals _signals = new();
    private readonly MovableClock _clock = new();
    private int _reads;

    [Fact]
    public async Task Follow_ByManyAfterAChange_ReadsOnce()
    {
        using var versions = new ProjectVersions(_signals);
        var reading = Count(versions);

        var first = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => reading.FollowAsync(CancellationToken.None)));
        _signals.Changed(Project);
        var second = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => reading.FollowAsync(CancellationToken.None)));
        _signals.AllChanged();
        var third = await reading.FollowAsync(CancellationToken.None);

        first.Distinct().ShouldBe(["1"]);
        second.Distinct().ShouldBe(["2"]);
        third.ShouldBe("3");
    }

    [Fact]
    public async Task Follow_OfWhatHasGrownOld_ReadsAgain()
    {
        using var versions = new ProjectVersions(_signals);
        var reading = Count(versions);
        await reading.FollowAsync(CancellationToken.None);

        _clock.Advance(TimeSpan.FromSeconds(4));
        (await reading.FollowAsync(CancellationToken.None)).ShouldBe("1");
        _clock.Advance(TimeSpan.FromSeconds(1));

        (await reading.FollowAsync(CancellationToken.None)).ShouldBe("2");
    }

    [Fact]
    public async Task Read_WithoutASignal_LooksNevertheless()
    {
        using var versions = new ProjectVersions(_signals);
        var reading = Count(versions);

        await reading.ReadAsync(CancellationToken.None);

        (await reading.ReadAsync(CancellationToken.None)).ShouldBe("2");
    }

    [Fact]
    public async Task Follow_OfAChangeDuringTheRead_ReadsAgain()
    {
        using var versions = new ProjectVersions(_signals);
        var reading = new SharedReading<string>(Project, versions, _clock, (_, _) =>
        {
            if (++_reads == 1)
            {
                _signals.Changed(Project);
            }

            return Task.FromResult($"{_reads}");
        });
        await reading.FollowAsync(CancellationToken.None);

        (await reading.FollowAsync(CancellationToken.None)).ShouldBe("2");
    }

    [Fact]
    public async Task Follow_WithoutTheStorage_AsksItOnceForAllWhoWait()
    {
        using var versions = new ProjectVersions(_signals);
        var reading = new SharedReading<string>(Project, versions, _clock, (_, _) => ++_reads == 1 ? throw new StoreUnavailableException("Away.") : Task.FromResult($"{_reads}"));
        for (var i = 0; i < 20; i++)
        {
            (await Should.ThrowAsync<StoreUnavailableException>(reading.FollowAsync(CancellationToken.None))).Message.ShouldBe("Away.");
        }

        _reads.ShouldBe(1);
        (await reading.ReadAsync(CancellationToken.None)).ShouldBe("2");
        _signals.Changed(Project);
        (await reading.FollowAsync(CancellationToken.None)).ShouldBe("3");
    }

    private SharedReading<string> Count(ProjectVersions versions) => new(Project, versions, _clock, (_, _) => Task.FromResult($"{Interlocked.Increment(ref _reads)}"));
}
