using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SpecKitty.Server.Live;
using SpecKitty.Server.Live.Changes;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Live.Changes;

public sealed class ChangeFeedTests
{
    [Fact]
    public async Task Feed_ThatHasStarted_MissesNoSecondWhereverItsLoopIs()
    {
        var clock = new TimerClock();
        await using var server = await RunningServer.StartAsync();
        using var feed = new ChangeFeed(
            server.Services.GetRequiredService<ProjectProjections>(),
            server.Services.GetRequiredService<MissionAssessor>(),
            server.Services.GetRequiredService<ProjectSignals>(),
            clock,
            NullLogger<ChangeFeed>.Instance);

        await feed.StartAsync(TestContext.Current.CancellationToken);
        var isSet = clock.IsSet.IsCompleted;
        await feed.StopAsync(TestContext.Current.CancellationToken);

        isSet.ShouldBeTrue();
    }
}
