using SpecKitty.Events.Lanes;

namespace SpecKitty.Events.Tests.Lanes;

public sealed class LaneMappingTests
{
    [Theory]
    [InlineData(Lane.Planned, "planned", "planned")]
    [InlineData(Lane.Claimed, "claimed", "planned")]
    [InlineData(Lane.InProgress, "in_progress", "doing")]
    [InlineData(Lane.ForReview, "for_review", "for_review")]
    [InlineData(Lane.Done, "done", "done")]
    [InlineData(Lane.Blocked, "blocked", "doing")]
    [InlineData(Lane.Canceled, "canceled", "planned")]
    public void Lane_Each_HasItsTextAndItsLaneOnTheWire(Lane lane, string text, string wire)
    {
        lane.ToText().ShouldBe(text);
        lane.ToSyncV1().ToText().ShouldBe(wire);
        LaneMapping.CanonicalToSyncV1[lane].ShouldBe(lane.ToSyncV1());
        LaneMapping.Normalize(text).ShouldBe(lane);
        LaneMapping.TerminalLanes.Contains(lane).ShouldBe(lane.IsTerminal());
    }

    [Fact]
    public void Normalize_Alias_IsItsLane()
    {
        LaneMapping.Normalize("doing").ShouldBe(Lane.InProgress);
        LaneMapping.Aliases.ShouldBe([KeyValuePair.Create("doing", Lane.InProgress)]);
    }

    [Theory]
    [InlineData("Planned")]
    [InlineData(" done")]
    [InlineData("")]
    [InlineData(null)]
    public void TryNormalize_NoLane_IsFalse(string? text) => LaneMapping.TryNormalize(text, out _).ShouldBeFalse();

    [Fact]
    public void Normalize_NoLane_NamesTheLanes()
        => Should.Throw<ValidationException>(() => LaneMapping.Normalize("review")).Message.ShouldBe(
            "\"review\" is no lane: use one of planned, claimed, in_progress, for_review, done, blocked, canceled, or doing for in_progress.");

    [Fact]
    public void ToText_UndefinedLane_IsMisuse() => Should.Throw<ArgumentOutOfRangeException>(() => ((Lane)99).ToText());
}
