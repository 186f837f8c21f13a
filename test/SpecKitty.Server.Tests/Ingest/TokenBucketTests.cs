using SpecKitty.Server.Ingest;

namespace SpecKitty.Server.Tests.Ingest;

public sealed class TokenBucketTests
{
    private static readonly DateTimeOffset Start = new(2026, 2, 15, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Take_AMinutesWorth_FillsSteadily()
    {
        var bucket = new TokenBucket(60, Start);
        bucket.WaitFor(60, Start).ShouldBe(TimeSpan.Zero);
        bucket.Take(60);

        bucket.WaitFor(10, Start).ShouldBe(TimeSpan.FromSeconds(10));
        bucket.WaitFor(10, Start.AddSeconds(4)).ShouldBe(TimeSpan.FromSeconds(6), TimeSpan.FromMilliseconds(1));
        bucket.WaitFor(10, Start.AddSeconds(10.001)).ShouldBe(TimeSpan.Zero);
        bucket.IsFull(Start.AddSeconds(30)).ShouldBeFalse();
        bucket.IsFull(Start.AddSeconds(61)).ShouldBeTrue();
    }

    [Fact]
    public void Take_MoreThanAMinutesWorth_GoesWhenFullAndIsMadeUpFor()
    {
        var bucket = new TokenBucket(60, Start);

        bucket.WaitFor(600, Start).ShouldBe(TimeSpan.Zero);
        bucket.Take(600);

        bucket.WaitFor(1, Start).ShouldBe(TimeSpan.FromSeconds(541), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void Fill_ClockSetBack_GivesNothingAndGoesOn()
    {
        var bucket = new TokenBucket(60, Start);
        bucket.Take(60);

        bucket.WaitFor(1, Start.AddHours(-1)).ShouldBe(TimeSpan.FromSeconds(1));
        bucket.WaitFor(1, Start.AddHours(-1).AddSeconds(2)).ShouldBe(TimeSpan.Zero);
    }
}
