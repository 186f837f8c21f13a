using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Missions;

/// <summary>How rounds go on when something in the storage cannot be read.</summary>
public sealed class ParticipantReaperTests
{
    private static readonly PresenceOptions Reaping = new() { ReapContextsAfter = TimeSpan.FromMinutes(15) };

    [Fact]
    public async Task Reap_MissionsThatCannotBeRead_KeepNoOther()
    {
        var clock = new QuietClock();
        await using var server = await RunningServer.StartAsync(clock, adjust: options => options with { Presence = Reaping });
        var token = await server.SignInNewAsync("ada");
        foreach (var name in new[] { "M001", "M002", "M003" })
        {
            await (await TestMission.CreateAsync(server, token, name)).JoinAsync("bot", "llm_context");
        }

        await BrokenTable.DamageAsync(server, "M001");
        await BrokenTable.DamageAsync(server, "M003");
        await server.RestartAsync();
        clock.Advance(TimeSpan.FromHours(1));

        (await server.Services.GetRequiredService<ParticipantReaper>().ReapAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    // A service that throws stops its host, and so the server.
    [Fact]
    public async Task Round_ThatFails_IsFollowedByTheNext()
    {
        var (serverClock, clock) = (new TimerClock(), new TimerClock());
        await using var server = await RunningServer.StartAsync(serverClock);
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"));
        await mission.JoinAsync("bot", "llm_context");
        var logger = new SignalLogger<ParticipantReaper>();
        using var reaper = new ParticipantReaper(
            server.Log,
            server.Services.GetRequiredService<ProjectProjections>(),
            server.Services.GetRequiredService<RosterService>(),
            Reaping,
            clock,
            logger);
        await reaper.StartAsync(TestContext.Current.CancellationToken);
        await clock.IsSet.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await BrokenTable.TakeAwayAsync(server, "events");
        serverClock.Advance(TimeSpan.FromMinutes(16));

        clock.Advance(TimeSpan.FromMinutes(16));
        var (level, failed) = await logger.NextAsync();
        await BrokenTable.PutBackAsync(server, "events");
        var silent = TimeSpan.Zero;
        string ended;
        do
        {
            // One round after the other: a clock that jumps is a machine that slept.
            silent += ParticipantReaper.Interval;
            serverClock.Advance(ParticipantReaper.Interval);
            clock.Advance(ParticipantReaper.Interval);
            ended = (await logger.NextAsync()).Line;
        }
        while (!ended.StartsWith("Ended", StringComparison.Ordinal));

        silent.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(15));
        level.ShouldBe(LogLevel.Warning);
        failed.ShouldContain("SqliteException");
        reaper.ExecuteTask!.IsCompleted.ShouldBeFalse();
        await reaper.StopAsync(TestContext.Current.CancellationToken);
        (await server.Log.ReadAsync(mission.Project, new EventQuery { EventTypes = ["ParticipantLeft"] })).ShouldHaveSingleItem();
    }
}
