using SpecKitty.Events.Board;
using SpecKitty.Events.Sync;

namespace SpecKitty.Events.Tests.Board;

/// <summary>What a work package shows beside its lane, and what becomes of events that cannot be folded.</summary>
public sealed class BoardReducerTests
{
    [Fact]
    public void WorkPackage_CreatedTwice_HasTheLaterFactsAndIsNoted()
    {
        var log = new BoardLog().Created("f", "WP01", """["WP02"]""").Created("f", "WP01", """["WP03","WP03"]""");

        var state = log.Reduce();

        state.WorkPackages[0].Title.ShouldBe("WP01 of f");
        state.WorkPackages[0].Dependencies.ShouldBe([new BoardDependency { WpId = "WP03" }]);
        state.Anomalies.ShouldHaveSingleItem().Code.ShouldBe(BoardAnomalyCode.DuplicateCreation);
    }

    [Fact]
    public void Assignment_Latest_Holds()
    {
        var log = new BoardLog()
            .Add("WPAssigned", """{"wp_id":"WP01","agent_id":"claude","phase":"implementation","retry_count":0}""")
            .Add("WPAssigned", """{"wp_id":"WP01","agent_id":"codex","phase":"review"}""");

        var card = log.Card();

        card.Assignment.ShouldBe(new BoardAssignment { AgentId = "codex", Phase = WorkPhase.Review, At = log.Events[^1].Timestamp, EventId = log.Last });
        card.History.Select(entry => (entry.AgentId, entry.Phase, entry.RetryCount)).ShouldBe([("claude", WorkPhase.Implementation, 0L), ("codex", WorkPhase.Review, null)]);
    }

    [Fact]
    public void Dependencies_ResolvedOrNot_AreListedById()
    {
        var log = new BoardLog().Created("f", "WP01", """["WP04","WP02"]""")
            .Add("DependencyResolved", """{"wp_id":"WP01","dependency_wp_id":"WP03","resolution_type":"skipped"}""")
            .Add("DependencyResolved", """{"wp_id":"WP01","dependency_wp_id":"WP02","resolution_type":"completed"}""")
            .Add("DependencyResolved", """{"wp_id":"WP01","dependency_wp_id":"WP02","resolution_type":"merged"}""");

        var card = log.Card();

        card.Dependencies.Select(dependency => (dependency.WpId, dependency.Resolution)).ShouldBe([("WP02", ResolutionType.Merged), ("WP03", ResolutionType.Skipped), ("WP04", null)]);
        card.Dependencies[0].ResolvedEventId.ShouldBe(log.Last);
        card.Dependencies[0].ResolvedAt.ShouldBe(log.Events[^1].Timestamp);
        card.History[^1].DependencyWpId.ShouldBe("WP02");
        card.History[^1].Resolution.ShouldBe(ResolutionType.Merged);
    }

    [Fact]
    public void Errors_LoggedOrAdded_AreCounted()
    {
        var card = new BoardLog().Created("f", "WP01").Note()
            .Add("HistoryAdded", """{"wp_id":"WP01","entry_type":"error","entry_content":"failed"}""")
            .Add("ErrorLogged", """{"wp_id":"WP01","error_type":"network","error_message":"no route","agent_id":"claude"}""")
            .Card();

        card.ErrorCount.ShouldBe(2);
        card.History[^1].ShouldBe(card.History[^1] with { ErrorType = ErrorKind.Network, Text = "no route", Actor = "claude" });
        card.History[1].ShouldBe(card.History[1] with { EntryType = HistoryEntryType.Note, Text = "said", Actor = "ada", NodeId = "n", LamportClock = 2 });
    }

    [Theory]
    [InlineData("""{"error_type":"auth","error_message":"expired"}""")]
    [InlineData("""{"error_type":"auth","error_message":"expired","wp_id":""}""")]
    public void Errors_OfNoWorkPackage_StandInTheHistoryOfTheProject(string payload)
    {
        var state = new BoardLog().Add("ErrorLogged", payload).Reduce();

        state.WorkPackages.ShouldBeEmpty();
        state.Features.ShouldBeEmpty();
        state.History.ShouldHaveSingleItem().Text.ShouldBe("expired");
    }

    [Fact]
    public void Invalid_Payload_HasNoEffectAndIsNotedWithWhatItNames()
    {
        var state = new BoardLog().Add("WPAssigned", """{"wp_id":"WP01","feature_slug":"f","agent_id":"","phase":"rest"}""").Reduce();

        state.WorkPackages.ShouldBeEmpty();
        var anomaly = state.Anomalies.ShouldHaveSingleItem();
        (anomaly.Code, anomaly.FeatureSlug, anomaly.WpId, anomaly.EventType).ShouldBe((BoardAnomalyCode.PayloadInvalid, "f", "WP01", "WPAssigned"));
        anomaly.Reason.ShouldContain("agent_id");
        anomaly.Reason.ShouldContain("phase");
    }

    [Theory]
    [InlineData("""{"wp_id":"WP01","previous_status":"planned","new_status":"nowhere"}""", "new_status")]
    [InlineData("""{"feature_slug":"f","wp_id":"WP01","from_lane":null,"to_lane":"planned","actor":"a"}""", "execution_mode")]
    public void Invalid_StatusOnBothSurfaces_IsNotedWithTheFaultsOfTheNearerOne(string payload, string member)
        => new BoardLog().Add("WPStatusChanged", payload).Reduce().Anomalies.ShouldHaveSingleItem().Reason.ShouldContain(member);

    [Theory]
    [InlineData("HistoryAdded", """{"wp_id":"WP01","entry_type":"note","entry_content":"a"}""", "")]
    [InlineData("WPStatusChanged", """{"feature_slug":"f","wp_id":"WP01","from_lane":null,"to_lane":"planned","actor":"a","execution_mode":"worktree"}""", "f")]
    [InlineData("WPStatusChanged", """{"feature_slug":"f","wp_id":"WP01","previous_status":"planned","new_status":"doing"}""", "f")]
    [InlineData("HistoryAdded", """{"wp_id":"WP01"}""", null)]
    public void Contested_Id_IsNotedWhateverThePayload(string type, string payload, string? feature)
    {
        var log = new BoardLog().Add(type, payload);
        var reduction = new BoardReduction();
        reduction.Add(log.Events[0]).ShouldBeTrue();

        reduction.Add(log.Events[0] with { NodeId = "other" }).ShouldBeFalse();

        var anomaly = reduction.State.Anomalies[^1];
        (anomaly.Code, anomaly.FeatureSlug, anomaly.WpId).ShouldBe((BoardAnomalyCode.ConflictingDuplicate, feature, "WP01"));
        reduction.State.WorkPackages.ShouldAllBe(card => card.History.All(entry => entry.Rejection == null));
    }

    [Fact]
    public void Add_AnEventOfAnotherFamily_IsLeftOut()
    {
        var reduction = new BoardReduction();

        reduction.Add(SampleEvents.Event(1) with { EventType = "MissionStarted" }).ShouldBeFalse();

        reduction.State.ShouldBe(new BoardState());
        reduction.Log.ShouldBeEmpty();
    }
}
