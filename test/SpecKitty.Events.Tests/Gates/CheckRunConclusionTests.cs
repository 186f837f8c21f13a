using SpecKitty.Events.Gates;

namespace SpecKitty.Events.Tests.Gates;

public sealed class CheckRunConclusionTests
{
    private readonly List<(string Conclusion, string Reason)> _ignored = [];

    [Theory]
    [InlineData("success", "GatePassed")]
    [InlineData("failure", "GateFailed")]
    [InlineData("timed_out", "GateFailed")]
    [InlineData("cancelled", "GateFailed")]
    [InlineData("action_required", "GateFailed")]
    public void ToEventType_Blocking_IsAGateEvent(string conclusion, string eventType)
    {
        CheckRunConclusion.ToEventType(conclusion, Ignore).ShouldBe(eventType);

        _ignored.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("neutral")]
    [InlineData("skipped")]
    [InlineData("stale")]
    public void ToEventType_NonBlocking_IsNoEventAndTellsWhy(string conclusion)
    {
        CheckRunConclusion.ToEventType(conclusion, Ignore).ShouldBeNull();

        _ignored.ShouldBe([(conclusion, "non_blocking")]);
        CheckRunConclusion.ToEventType(conclusion).ShouldBeNull();
    }

    [Theory]
    [InlineData("Success")]
    [InlineData("canceled")]
    [InlineData(" success")]
    [InlineData("")]
    public void ToEventType_NotKnown_ThrowsWithTheConclusion(string conclusion)
    {
        var exception = Should.Throw<UnknownConclusionException>(() => CheckRunConclusion.ToEventType(conclusion, Ignore));

        exception.Conclusion.ShouldBe(conclusion);
        exception.Message.ShouldContain($"\"{conclusion}\"");
        exception.Message.ShouldContain("action_required");
        _ignored.ShouldBeEmpty();
    }

    private void Ignore(string conclusion, string reason) => _ignored.Add((conclusion, reason));
}
