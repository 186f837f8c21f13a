using SpecKitty.Client.Emitting;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Tests.Support;
using SpecKitty.Events.Json;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Status;
using SpecKitty.Events.Sync;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Client.Tests.Emitting;

public sealed class WorkPackagesTests : IDisposable
{
    private readonly TempHome _temp = new();
    private readonly OfflineQueue _queue;
    private readonly WorkPackages _packages;

    public WorkPackagesTests()
    {
        Directory.CreateDirectory(_temp.Beside("repo"));
        _queue = OfflineQueue.Open(_temp.Home);
        _packages = Packages(Queued.Kitty);
    }

    private static JsonText Evidence { get; } = ContractJson.Write(new DoneEvidence
    {
        Repos = [new RepoEvidence { Repo = "acme/kitty", Branch = "main", Commit = "c0ffee" }],
        Review = new ReviewVerdict { Reviewer = "ada", Verdict = "approved" },
    });

    public void Dispose()
    {
        _queue.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public void Move_FromPlannedOn_IsRememberedWhereTheWireShowsNothing()
    {
        Move("planned").Suppression.ShouldBe(MoveSuppression.NoPreviousLane);
        Move("claimed").Suppression.ShouldBe(MoveSuppression.SameSyncLane);
        var moved = Move("in_progress").Event.ShouldNotBeNull();

        moved.Payload.ToString().ShouldBe("""{"wp_id":"WP01","previous_status":"planned","new_status":"doing","changed_by":"ada"}""");
        (moved.EventType, moved.AggregateType, moved.AggregateId).ShouldBe(("WPStatusChanged", "WorkPackage", "WP01"));
        _queue.Status().Pending.ShouldBe(1);
    }

    [Theory]
    [InlineData("claimed", "doing", "planned", "doing")]
    [InlineData("doing", "for_review", "doing", "for_review")]
    [InlineData("in_progress", "canceled", "doing", "planned")]
    [InlineData("for_review", "blocked", "for_review", "doing")]
    [InlineData("for_review", "done", "for_review", "done")]
    public void Move_WithAnyTextOfALane_TravelsOnTheLanesOfTheWire(string from, string to, string previous, string next)
    {
        var payload = Move(to, from, evidence: Evidence).Event.ShouldNotBeNull().Payload;

        (PayloadFiller.Text(payload, "previous_status"), PayloadFiller.Text(payload, "new_status")).ShouldBe((previous, next));
    }

    [Fact]
    public void Move_WithALaneToLeave_BelievesItMoreThanTheMemory()
    {
        Move("claimed", "planned");

        Move("done", "for_review", evidence: Evidence).Event.ShouldNotBeNull();

        Move("planned").Faults.ShouldNotBeEmpty();
    }

    [Fact]
    public void Move_ThatTheTableForbids_IsRefusedAndForgotten()
    {
        Move("claimed", "planned");

        Move("done", evidence: Evidence).Faults.ShouldHaveSingleItem().Message.ShouldBe("Transition claimed -> done is not allowed");

        Move("in_progress").Event.ShouldNotBeNull();
    }

    [Fact]
    public void Move_WithoutWhatTheRulesAskFor_NamesIt()
    {
        Move("in_progress", "for_review").Faults.ShouldHaveSingleItem().Message.ShouldContain("review_ref");
        Move("planned", "in_progress").Faults.ShouldHaveSingleItem().Message.ShouldContain("reason");
        Move("done", "for_review").Faults.ShouldHaveSingleItem().Message.ShouldContain("evidence");
        Packages(Queued.Kitty).Move(Request("planned", "done") with { Force = true }).Faults.ShouldHaveSingleItem().Message.ShouldContain("reason");

        _queue.Status().Pending.ShouldBe(0);
        File.Exists(_temp.Home.LanesPath).ShouldBeFalse();
    }

    [Fact]
    public void Move_WithEveryValueBad_NamesThemAllAtOnce()
    {
        var move = new WorkPackageMove { WpId = "W1", ToLane = "nowhere", FromLane = "somewhere", FeatureSlug = "", Actor = "", Force = true, Evidence = JsonText.Parse("""{"repos":[]}""") };

        var faults = _packages.Move(move).Faults;

        faults.Select(fault => fault.Path).ShouldBe(["wp_id", "feature_slug", "from_lane", "to_lane", "actor", "evidence.repos", "evidence.review", "to_lane"], ignoreOrder: true);
        faults.ShouldContain(fault => fault.Code == ContractErrorCode.RuleBroken && fault.Message.Contains("force needs a reason"));
    }

    [Fact]
    public void Move_Forced_GoesPastTheTableWithAReason()
    {
        var moved = _packages.Move(Request("planned", "done") with { Force = true, Reason = "reopened" });

        moved.Event.ShouldNotBeNull();
        moved.ToLane.ShouldBe(Lane.Planned);
    }

    [Fact]
    public void Move_WhoIsNotNamed_IsTheAccountOfThisMachineWhenNobodyIsSignedIn()
    {
        var moved = _packages.Move(new WorkPackageMove { WpId = "WP01", ToLane = "doing", FromLane = "claimed" }).Event.ShouldNotBeNull();

        PayloadFiller.Text(moved.Payload, "changed_by").ShouldBe(Environment.UserName);
    }

    [Fact]
    public void Move_TwoFeaturesWithTheSamePackage_AsksWhichAndKeepsThemApart()
    {
        _packages.Move(Request("claimed", "planned") with { FeatureSlug = "001-a" });
        _packages.Move(Request("in_progress", "claimed") with { FeatureSlug = "002-b" });

        Should.Throw<ClientException>(() => Move("blocked")).Message.ShouldContain("001-a, 002-b");
        _packages.Move(Request("in_progress") with { FeatureSlug = "001-a" }).Event.ShouldNotBeNull();
        _packages.Move(Request("for_review") with { FeatureSlug = "002-b" }).Event.ShouldNotBeNull();
    }

    [Fact]
    public void Move_OneFeatureRemembered_IsNamedOnTheWire()
    {
        _packages.Move(Request("claimed", "planned") with { FeatureSlug = "001-a" });

        PayloadFiller.Text(Move("doing").Event.ShouldNotBeNull().Payload, "feature_slug").ShouldBe("001-a");
    }

    [Fact]
    public void Move_InAnotherProject_KnowsNothingOfThisOne()
    {
        Move("claimed", "planned");

        Packages(Queued.Other).Move(Request("in_progress")).Faults.ShouldHaveSingleItem().Message.ShouldContain("null -> in_progress");
    }

    [Theory]
    [InlineData("planned", false)]
    [InlineData("claimed", true)]
    public void Create_APackage_CountsAsPlannedAndMayStillEnterPlanned(string next, bool hasPrevious)
    {
        _packages.Create(new WorkPackageCreatedPayload { WpId = "WP01", Title = "T", FeatureSlug = "001-a" }).IsQueued.ShouldBeTrue();

        var moved = Move(next);

        moved.IsValid.ShouldBeTrue();
        moved.FromLane.HasValue.ShouldBe(hasPrevious);
        _queue.Status().Pending.ShouldBe(1);
    }

    [Fact]
    public void Create_APackageThatWasMovedAlready_LeavesItWhereItIs()
    {
        var created = new WorkPackageCreatedPayload { WpId = "WP01", Title = "T", FeatureSlug = "001-a" };
        _packages.Move(Request("in_progress", "claimed") with { FeatureSlug = "001-a" });

        _packages.Create(created);

        Move("for_review").Event.ShouldNotBeNull();
    }

    [Fact]
    public void Create_ABadPackage_IsRefusedAndNotRemembered()
    {
        _packages.Create(new WorkPackageCreatedPayload { WpId = "WP01", Title = "", FeatureSlug = "001-a" }).Faults.ShouldHaveSingleItem().Path.ShouldBe("payload.title");

        Move("claimed").Faults.ShouldNotBeEmpty();
    }

    [Fact]
    public void Move_WhenTheQueueIsFull_RemembersNothing()
    {
        using var full = OfflineQueue.Open(_temp.Home, new OfflineQueueOptions { Limit = 1 });
        var packages = new WorkPackages(_temp.Home, new EventEmitter(_temp.Home, full, Project(Queued.Kitty)));
        packages.Move(Request("in_progress", "claimed")).Event.ShouldNotBeNull();

        Should.Throw<ClientException>(() => packages.Move(Request("for_review")));

        Should.Throw<ClientException>(() => packages.Move(Request("for_review"))).Message.ShouldContain("full");
    }

    [Fact]
    public void Move_ManyAtOnce_LetsOneOfThemThrough()
    {
        Move("claimed", "planned");

        var moved = Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(8).Select(_ => Packages(Queued.Kitty).Move(Request("in_progress"))).ToList();

        moved.Count(one => one.Event is not null).ShouldBe(1);
        _queue.Status().Pending.ShouldBe(1);
    }

    [Fact]
    public void NextLanes_OfEveryLane_AreThoseOfTheTable()
    {
        WorkPackages.NextLanes(null).ShouldBe([Lane.Planned]);
        WorkPackages.NextLanes(Lane.InProgress).ShouldBe([Lane.Planned, Lane.ForReview, Lane.Blocked, Lane.Canceled]);
        WorkPackages.NextLanes(Lane.ForReview).ShouldBe([Lane.InProgress, Lane.Done, Lane.Blocked, Lane.Canceled]);
        WorkPackages.NextLanes(Lane.Done).ShouldBeEmpty();
    }

    private MoveResult Move(string to, string? from = null, JsonText? evidence = null) => _packages.Move(Request(to, from) with { Evidence = evidence });

    private static WorkPackageMove Request(string to, string? from = null) => new() { WpId = "WP01", ToLane = to, FromLane = from, Actor = "ada" };

    private WorkPackages Packages(Guid project) => new(_temp.Home, new EventEmitter(_temp.Home, _queue, Project(project)));

    private ProjectFile Project(Guid uuid) => new() { Path = ProjectFile.PathIn(_temp.Beside("repo")), ProjectUuid = uuid };
}
