using SpecKitty.Server.Webhooks;

namespace SpecKitty.Server.Tests.Webhooks;

public sealed class WebhookBackoffTests
{
    [Fact]
    public void Backoff_GrowsFromSecondsToHours_AndScattersWhatFailedTogether()
    {
        for (var attempts = 1; attempts <= 100; attempts++)
        {
            var whole = TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(2, attempts - 1), 7200));
            var waits = Enumerable.Range(0, 50).Select(number => WebhookBackoff.After($"delivery-{number}", attempts)).ToList();

            waits.ShouldAllBe(wait => wait >= whole / 2 && wait <= whole);
            waits.Distinct().Count().ShouldBe(50);
            (waits.Max() - waits.Min()).ShouldBeGreaterThan(whole / 4);
        }
    }

    [Fact]
    public void Backoff_OfTheSameAttempt_IsTheSame()
        => WebhookBackoff.After("one", 3).ShouldBe(WebhookBackoff.After("one", 3));
}
