using SpecKitty.Events.Board;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Status;

namespace SpecKitty.Events.Tests.Board;

/// <summary>Where a work package stands, whichever surface speaks of it.</summary>
public sealed class BoardLanesTests
{
    private const string Evidence = ""","evidence":{"repos":[{"repo":"r","branch":"b","commit":"c"}],"review":{"reviewer":"ada","verdict":"ok"}}""";

    [Fact]
    public void WorkPackage_NothingMovedIt_IsPlanned()
    {
        var card = new BoardLog().Created("f", "WP01").Card();

        card.Lane.ShouldBe(Lane.Planned);
        card.SyncLane.ShouldBe(SyncLane.Planned);
        card.LastTransitionAt.ShouldBeNull();
        card.LastTransitionEventId.ShouldBeNull();
    }

    [Fact]
    public void WorkPackage_CreationThatComesLate_StaysInItsLane()
        => new BoardLog().Sync("planned", "doing").Created("f", "WP01").Card().Lane.ShouldBe(Lane.InProgress);

    [Theory]
    [InlineData("planned", "doing", Lane.InProgress)]
    [InlineData("doing", "for_review", Lane.ForReview)]
    [InlineData("for_review", "done", Lane.Done)]
    [InlineData("doing", "planned", Lane.Planned)]
    public void Sync_ALaneOfTheWire_IsItsPlainCanonicalLane(string from, string to, Lane expected)
    {
        var log = new BoardLog().Sync(from, to);

        var card = log.Card();

        card.Lane.ShouldBe(expected);
        card.LastTransitionEventId.ShouldBe(log.Last);
        card.LastTransitionAt.ShouldBe(log.Events[^1].Timestamp);
    }

    [Theory]
    [InlineData("blocked", "doing", Lane.Blocked)]
    [InlineData("claimed", "planned", Lane.Claimed)]
    [InlineData("canceled", "planned", Lane.Canceled)]
    [InlineData("blocked", "for_review", Lane.ForReview)]
    public void Sync_ALaneThatCoversTheCanonicalOne_KeepsIt(string canonical, string sync, Lane expected)
    {
        var log = new BoardLog().Later("planned", canonical).Sync(canonical == "blocked" ? "doing" : "planned", sync);

        var card = log.Card();

        card.Lane.ShouldBe(expected);
        card.LastTransitionEventId.ShouldBe(log.Last);
    }

    [Theory]
    [InlineData("claimed", Lane.Claimed)]
    [InlineData("in_progress", Lane.InProgress)]
    [InlineData("blocked", Lane.Blocked)]
    [InlineData("doing", Lane.Blocked)]
    [InlineData("canceled", Lane.Canceled)]
    public void Later_ACanonicalLane_IsTakenAsItIsAndDoingKeepsWhatItCovers(string word, Lane expected)
        => new BoardLog().Later("planned", "blocked").Later("blocked", word).Card().Lane.ShouldBe(expected);

    [Fact]
    public void Wire_PreviousSideDiffers_IsAppliedAndNoted()
    {
        var log = new BoardLog().Sync("planned", "doing").Sync("for_review", "done");

        var state = log.Reduce();

        state.WorkPackages[0].Lane.ShouldBe(Lane.Done);
        var anomaly = state.Anomalies.ShouldHaveSingleItem();
        anomaly.Code.ShouldBe(BoardAnomalyCode.PreviousLaneMismatch);
        anomaly.EventId.ShouldBe(log.Last);
        anomaly.FeatureSlug.ShouldBe("f");
        anomaly.WpId.ShouldBe("WP01");
        anomaly.Reason.ShouldContain("leaves for_review, but WP01 was in in_progress");
        state.WorkPackages[0].History[^1].Rejection.ShouldBeNull();
    }

    // What happens inside one lane of the wire is not sent, so nothing is missing.
    [Fact]
    public void Wire_PreviousSideDiffersInsideOneLaneOfTheWire_IsFine()
        => new BoardLog().Later("claimed", "in_progress").Later("blocked", "for_review").Sync("for_review", "done").Reduce().Anomalies.ShouldBeEmpty();

    [Fact]
    public void Contract_EveryStepToDone_IsTheStatusReducersState()
    {
        var log = new BoardLog().Contract(null, "planned").Contract("planned", "claimed").Contract("claimed", "in_progress").Contract("in_progress", "for_review").Contract("for_review", "done", Evidence);

        var card = log.Card();

        var expected = StatusReducer.Reduce(log.Events).WpStates["WP01"];
        (card.Lane, card.LastTransitionEventId, card.Evidence).ShouldBe((expected.CurrentLane, expected.LastEventId, expected.Evidence));
        card.Evidence.ShouldNotBeNull();
        card.History.Select(entry => (entry.From, entry.To, entry.Actor)).ShouldBe([(null, "planned", "ada"), ("planned", "claimed", "ada"), ("claimed", "in_progress", "ada"), ("in_progress", "for_review", "ada"), ("for_review", "done", "ada")]);
    }

    [Fact]
    public void Contract_Rejected_IsAnAnomalyAndFlaggedInTheHistory()
    {
        var log = new BoardLog().Contract(null, "planned").Contract("planned", "for_review").Contract("in_progress", "for_review");

        var state = log.Reduce();

        state.Anomalies.Select(anomaly => anomaly.Code).ShouldBe([BoardAnomalyCode.TransitionRejected, BoardAnomalyCode.FromLaneMismatch]);
        var card = state.WorkPackages.ShouldHaveSingleItem();
        card.Lane.ShouldBe(Lane.Planned);
        card.History.Select(entry => entry.Rejection).ShouldBe([null, BoardAnomalyCode.TransitionRejected, BoardAnomalyCode.FromLaneMismatch]);
        card.History[1].RejectionReason.ShouldBe(state.Anomalies[0].Reason);
    }

    [Fact]
    public void Contract_TransitionsOfOneTick_AreEachCheckedAgainstTheLaneBefore()
    {
        var log = new BoardLog().Contract(null, "planned").Contract("planned", "claimed").Contract("planned", "blocked", sameClock: true);

        var state = log.Reduce();

        state.Anomalies.ShouldBeEmpty();
        state.WorkPackages[0].Lane.ShouldBe(Lane.Blocked);
    }

    [Fact]
    public void Contract_AfterTheWireMovedIt_GoesOnFromThere()
    {
        var state = new BoardLog().Created("f", "WP01").Sync("planned", "doing").Contract("in_progress", "for_review").Reduce();

        state.Anomalies.ShouldBeEmpty();
        state.WorkPackages[0].Lane.ShouldBe(Lane.ForReview);
    }

    // The wire says doing for blocked too, and planned for claimed.
    [Fact]
    public void Contract_AfterTheWireMovedIt_MayLeaveAnyLaneThatTheWireCalledTheSame()
    {
        var state = new BoardLog().Sync("planned", "doing").Contract("blocked", "in_progress").Sync("doing", "planned").Contract("claimed", "in_progress").Reduce();

        state.Anomalies.ShouldBeEmpty();
        state.WorkPackages[0].Lane.ShouldBe(Lane.InProgress);
    }

    [Theory]
    [InlineData(null, "planned")]
    [InlineData("for_review", "done")]
    public void Contract_AfterTheWireMovedIt_MayNotLeaveAnotherLane(string? from, string to)
    {
        var state = new BoardLog().Sync("planned", "doing").Contract(from, to, Evidence).Reduce();

        state.Anomalies.ShouldHaveSingleItem().Code.ShouldBe(BoardAnomalyCode.FromLaneMismatch);
        state.WorkPackages[0].Lane.ShouldBe(Lane.InProgress);
    }

    [Fact]
    public void Both_ToldOfEveryStepTheWireFirst_KeepLaneAndEvidence()
    {
        var log = new BoardLog().Contract(null, "planned").Contract("planned", "claimed")
            .Sync("planned", "doing").Contract("claimed", "in_progress")
            .Sync("doing", "for_review").Contract("in_progress", "for_review")
            .Sync("for_review", "done").Contract("for_review", "done", Evidence);

        var state = log.Reduce();

        state.Anomalies.ShouldBeEmpty();
        state.WorkPackages[0].Lane.ShouldBe(Lane.Done);
        state.WorkPackages[0].Evidence.ShouldNotBeNull();
    }

    [Fact]
    public void Wire_AfterDoneWithEvidence_KeepsItInTheLaneAndDropsItOutside()
    {
        var log = new BoardLog().Sync("planned", "for_review").Contract("for_review", "done", Evidence);

        log.Sync("for_review", "done").Card().Evidence.ShouldNotBeNull();
        log.Sync("done", "doing").Card().Evidence.ShouldBeNull();
    }

    [Fact]
    public void Both_AtOneClock_TheLaterInReducerOrderHolds()
    {
        var wireLast = new BoardLog().Contract(null, "planned").Contract("planned", "claimed").Sync("planned", "done", sameClock: true);
        var contractLast = new BoardLog().Contract(null, "planned").Sync("planned", "done").Contract("planned", "canceled", sameClock: true);

        wireLast.Card().Lane.ShouldBe(Lane.Done);
        contractLast.Card().Lane.ShouldBe(Lane.Canceled);
    }

    // Only the work package that the wire moved has its tick ended.
    [Fact]
    public void Wire_InTheMiddleOfATick_LeavesTheOthersConcurrent()
    {
        var log = new BoardLog().Contract(null, "planned").Contract("planned", "claimed")
            .Add("WPStatusChanged", """{"feature_slug":"f","wp_id":"WP02","previous_status":"planned","new_status":"doing"}""", sameClock: true)
            .Contract("planned", "blocked", sameClock: true);

        var state = log.Reduce();

        state.Anomalies.ShouldBeEmpty();
        state.WorkPackages.Select(card => card.Lane).ShouldBe([Lane.Blocked, Lane.InProgress]);
    }
}
