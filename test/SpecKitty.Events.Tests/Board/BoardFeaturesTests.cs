using SpecKitty.Events.Board;
using SpecKitty.Events.Lanes;

namespace SpecKitty.Events.Tests.Board;

/// <summary>Which work package an event counts for, and what features show.</summary>
public sealed class BoardFeaturesTests
{
    private const string Completed = """{"feature_slug":"001-a","total_wps":1,"completed_at":"2026-02-15T10:00:00Z","total_duration":"2 h"}""";

    [Fact]
    public void Event_WithoutAFeatureAndOneThatHasTheWorkPackage_CountsThere()
        => new BoardLog().Created("001-a", "WP01").Created("002-b", "WP02").Note().Reduce().WorkPackages.Select(card => card.History.Count).ShouldBe([2, 1]);

    [Fact]
    public void Event_WithoutAFeatureAndNoneThatHasTheWorkPackage_CountsForNoFeature()
    {
        var state = new BoardLog().Note().Created("001-a", "WP01").Reduce();

        state.WorkPackages.Select(card => (card.FeatureSlug, card.WpId, card.History.Count)).ShouldBe([("", "WP01", 1), ("001-a", "WP01", 1)]);
        state.Features.Keys.ShouldBe(["", "001-a"]);
        state.Anomalies.ShouldBeEmpty();
    }

    [Fact]
    public void Event_WithoutAFeatureAndSeveralThatHaveTheWorkPackage_CountsForNoFeatureAndIsNoted()
    {
        var log = new BoardLog().Created("001-a", "WP01").Created("002-b", "WP01").Note();

        var state = log.Reduce();

        state.WorkPackages.Select(card => (card.FeatureSlug, card.History.Count)).ShouldBe([("", 1), ("001-a", 1), ("002-b", 1)]);
        var anomaly = state.Anomalies.ShouldHaveSingleItem();
        (anomaly.EventId, anomaly.FeatureSlug, anomaly.WpId, anomaly.Code).ShouldBe((log.Last, "", "WP01", BoardAnomalyCode.AmbiguousFeature));
        anomaly.Reason.ShouldContain("2 have a WP01");
    }

    [Theory]
    [InlineData("002-b", "002-b")]
    [InlineData("002-b-WP01", "002-b")]
    [InlineData("kitty/001-a-WP01-x", "001-a")]
    [InlineData("002-b-more", "002-b-more")]
    [InlineData("002-b-more-WP01", "002-b-more")]
    [InlineData("002", "")]
    [InlineData("main", "")]
    [InlineData("", "")]
    [InlineData("001-a/", "")]
    public void Event_WithoutAFeatureButABranch_CountsForTheLongestSlugThatBeginsIt(string branch, string expected)
    {
        var log = new BoardLog().Created("001-a", "WP01").Created("002-b", "WP01").Created("002-b-more", "WP01").Note(branch);

        log.Reduce().WorkPackages.Single(card => card.History.Any(entry => entry.EventId == log.Last)).FeatureSlug.ShouldBe(expected);
    }

    [Fact]
    public void Event_WithoutAFeature_CountsForTheOneThatIsNotCompleted()
    {
        var log = new BoardLog().Created("001-a", "WP01").Add("FeatureCompleted", Completed).Created("002-b", "WP01").Note();

        var state = log.Reduce();

        state.WorkPackages.Select(card => (card.FeatureSlug, card.History.Count)).ShouldBe([("001-a", 1), ("002-b", 2)]);
        state.Anomalies.ShouldBeEmpty();
    }

    [Fact]
    public void Event_WithoutAFeatureWhenAllAreCompleted_CountsForTheOnlyOne()
        => new BoardLog().Add("FeatureCompleted", Completed).Created("001-a", "WP01").Note().Card().FeatureSlug.ShouldBe("001-a");

    [Fact]
    public void Status_EmptyFeature_IsNoFeature()
        => new BoardLog().Created("001-a", "WP01").Add("WPStatusChanged", """{"wp_id":"WP01","feature_slug":"","previous_status":"planned","new_status":"done"}""").Card().SyncLane.ShouldBe(SyncLane.Done);

    [Fact]
    public void Feature_CreatedAndCompleted_ShowsBoth()
    {
        var log = new BoardLog()
            .Add("FeatureCreated", """{"feature_slug":"001-a","feature_number":"001","target_branch":"main","wp_count":3}""")
            .Add("FeatureCompleted", Completed);

        var feature = log.Reduce().Features["001-a"];

        feature.ShouldBe(new BoardFeature
        {
            FeatureSlug = "001-a",
            FeatureNumber = "001",
            TargetBranch = "main",
            WpCount = 3,
            CreatedAt = "2026-02-15T10:54:55Z",
            CompletedAt = "2026-02-15T10:00:00Z",
            TotalWps = 1,
            TotalDuration = "2 h",
            History = feature.History,
        });
        feature.History.Select(entry => entry.EventType).ShouldBe(["FeatureCreated", "FeatureCompleted"]);
    }

    [Fact]
    public void Feature_CreatedTwice_HasTheLaterFactsAndIsNoted()
    {
        const string Create = """{"feature_slug":"001-a","feature_number":"001","target_branch":"BRANCH","wp_count":3,"created_at":"2026-01-01"}""";
        var log = new BoardLog().Add("FeatureCreated", Create).Add("FeatureCreated", Create.Replace("BRANCH", "main", StringComparison.Ordinal));

        var state = log.Reduce();

        (state.Features["001-a"].TargetBranch, state.Features["001-a"].CreatedAt).ShouldBe(("main", "2026-01-01"));
        var anomaly = state.Anomalies.ShouldHaveSingleItem();
        (anomaly.EventId, anomaly.Code, anomaly.WpId).ShouldBe((log.Last, BoardAnomalyCode.DuplicateCreation, null));
    }
}
