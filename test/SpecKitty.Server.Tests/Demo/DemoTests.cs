using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Reduction;
using SpecKitty.Server.Demo;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Demo;

public sealed class DemoTests
{
    [Fact]
    public async Task Demo_PlayedToTheEnd_GivesTheStorysStateWithoutAnomalies()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System, demo: true);
        var stage = server.Services.GetRequiredService<DemoStage>();
        await stage.Finished.WaitAsync(TimeSpan.FromSeconds(120));

        var mission = stage.Mission!;
        var snapshot = await server.Services.GetRequiredService<ProjectProjections>().ReadAsync(new MissionKey(mission.ProjectId, mission.MissionId));

        var state = snapshot.State;
        state.Anomalies.ShouldBeEmpty();
        state.Participants.Values.Select(participant => participant.DisplayName).ShouldBe(["Ada", "Grace", "claude-1"], ignoreOrder: true);
        state.DepartedParticipants.Values.ShouldHaveSingleItem().DisplayName.ShouldBe("codex-2");
        state.Warnings.Select(warning => warning.WarningType).ShouldBe([CollaborationEventTypes.ConcurrentDriverWarning, CollaborationEventTypes.PotentialStepCollisionDetected]);
        state.Warnings.ShouldAllBe(warning => warning.Acknowledgements.Count == 2);
        state.Decisions.Count.ShouldBe(2);
        state.Decisions[0].ReferencedWarningId.ShouldBe(state.Warnings[0].WarningId);
        state.Comments.Count(comment => comment.ReplyTo is not null).ShouldBe(6);
        state.LinkedSessions.Count.ShouldBe(1);
        state.Bindings.Count.ShouldBe(4);
        DemoStory.Lines.Count.ShouldBeInRange(60, 90);
        (await server.Log.FindProjectAsync(mission.ProjectId))!.Name.ShouldBe("demo-shop");
    }

    [Fact]
    public async Task Demo_ItsLog_IsAdmittedByAStrictReductionOfTheWhole()
    {
        await using var server = await RunningServer.StartAsync(TimeProvider.System, demo: true);
        var stage = server.Services.GetRequiredService<DemoStage>();
        await stage.Finished.WaitAsync(TimeSpan.FromSeconds(120));
        var mission = stage.Mission!;

        var stored = await server.Services.GetRequiredService<IEventLog>().ReadAsync(mission.ProjectId, new EventQuery { Limit = 1000 });

        var reader = new SpecKitty.Events.Envelope.EventReader();
        var strict = CollaborationReducer.Reduce(stored.Select(kept => reader.Read(kept.Envelope).ValueOrThrow()), ReductionMode.Strict);
        strict.EventCount.ShouldBe(stored.Count(kept => CollaborationEventTypes.All.Contains(kept.EventType)));
        stored.Count(kept => kept.EventType == "WPStatusChanged").ShouldBe(6);
    }
}
