namespace SpecKitty.Server.Tests.Storage;

/// <summary>The generation of the logs.</summary>
public abstract partial class EventLogContract
{
    [Fact]
    public async Task Generation_OfANewStore_IsTheFirstAndStays()
    {
        Log.Generation.ShouldBe(1);

        await using var other = await OpenAsync();
        other.Log.Generation.ShouldBe(1);
    }

    [Fact]
    public async Task Generation_ThatIsStarted_IsNewEachTimeWhateverTheClockSays()
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(1_771_150_000_000);

        var first = await Log.StartGenerationAsync(now, TestContext.Current.CancellationToken);
        var second = await Log.StartGenerationAsync(now - TimeSpan.FromDays(1), TestContext.Current.CancellationToken);

        first.ShouldBe(1_771_150_000_000);
        second.ShouldBe(1_771_150_000_001);
        Log.Generation.ShouldBe(1);
        await using var other = await OpenAsync();
        other.Log.Generation.ShouldBe(second);
    }
}
