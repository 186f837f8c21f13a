using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Tests.Collaboration.Warnings;

public sealed class WarningIdsTests
{
    private readonly MissionScript _mission = new();

    // Ids can be worked out beforehand; what a warning says counts, and not what its id claims.
    [Fact]
    public void Warning_UnderTheIdOfAnotherOverlap_CountsForWhatItSaysAlone()
    {
        _mission.JoinAll("p-a", "p-b", "p-c");
        var id = NaiveDetector.IdOf("drivers", "M1", "wp:WP01", ["p-a", "p-b"]);
        _mission.WarnDrivers(id, "wp:WP09", "p-a", "p-c");
        _mission.DriveOn("p-a", "wp:WP01");
        _mission.DriveOn("p-b", "wp:WP01");
        var reduction = new CollaborationReduction();

        Derive().ShouldHaveSingleItem().WarningId.ShouldBe(id);
        _mission.Events.SelectMany(reduction.AddAndDetect).ToList().ShouldHaveSingleItem().WarningId.ShouldBe(id);
    }

    [Fact]
    public void Fit_AnIdOfTheDerivedForm_OnlyForItsOwnContent()
    {
        _mission.JoinAll("p-a", "p-b");
        _mission.StartStep("p-a", "s1", "WP01");
        _mission.StartStep("p-b", "s2", "WP01");
        _mission.DriveOn("p-a", "wp:WP01");
        _mission.DriveOn("p-b", "wp:WP01");
        var payloads = Derive().Select(warning => warning.ToPayload()).ToList();
        var (collision, drivers) = ((PotentialStepCollisionDetectedPayload)payloads[0], (ConcurrentDriverWarningPayload)payloads[1]);

        payloads.ShouldAllBe(payload => WarningIds.Fit(payload));
        WarningIds.Fit(collision with { WpId = "WP02" }).ShouldBeFalse();
        WarningIds.Fit(collision with { WarningId = drivers.WarningId }).ShouldBeFalse();
        WarningIds.Fit(drivers with { WarningId = collision.WarningId }).ShouldBeFalse();
        WarningIds.Fit(drivers with { ParticipantIds = ["p-a", "p-c"] }).ShouldBeFalse();
        WarningIds.Fit(drivers with { WarningId = "drivers-of-ours" }).ShouldBeTrue();
    }

    // Anybody who derives the same warning of the same project makes the same event, so that two of them are a duplicate and no conflict of ids.
    [Fact]
    public void ToEvent_Ids_AreDecidedByProjectAndWarningAlone()
    {
        _mission.JoinAll("p-a", "p-b");
        _mission.DriveOn("p-a", "wp:WP01");
        _mission.DriveOn("p-b", "wp:WP01");
        var warning = Derive()[0];

        var told = warning.ToEvent("server-1", 1000, warning.Cause.Timestamp);
        var toldElsewhere = warning.ToEvent("server-2", 2000, EventTimestamp.Parse("2026-02-16T00:00:00Z"));

        told.EventId.ShouldBe(toldElsewhere.EventId);
        told.EventId.IsUuid.ShouldBeTrue();
        (warning with { Cause = warning.Cause with { ProjectUuid = Guid.AllBitsSet } }).ToEvent("server-1", 1000, warning.Cause.Timestamp).EventId.ShouldNotBe(told.EventId);
        told.CorrelationId.ShouldBe(warning.Cause.CorrelationId);
        told.AggregateId.ShouldBe("mission/M1");
    }

    [Fact]
    public void ToEvent_AClockThatIsNotBehindTheCause_IsMisuse()
    {
        _mission.JoinAll("p-a", "p-b");
        _mission.StartStep("p-a", "s1");
        _mission.StartStep("p-b", "s1");
        var warning = Derive()[0];

        Should.Throw<ArgumentOutOfRangeException>(() => warning.ToEvent("server", warning.Cause.LamportClock, warning.Cause.Timestamp));
    }

    private IReadOnlyList<DerivedWarning> Derive() => WarningDetection.Derive(_mission.Events);
}
