using SpecKitty.Server.Auth;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Auth;

/// <summary>What counts against a name and an address, for how long, and who waits for whom.</summary>
public sealed class SignInGuardTests
{
    private const string Here = "192.0.2.1";

    private readonly TimerClock _clock = new();
    private readonly SignInGuard _guard;

    public SignInGuardTests() => _guard = new SignInGuard(new SignInLimits(), _clock);

    [Fact]
    public async Task Attempt_WithoutAVerdict_LeavesNoTrace()
    {
        for (var i = 0; i < 100; i++)
        {
            (await EnterAsync("ada")).Attempt.ShouldNotBeNull().Dispose();
        }

        (await EnterAsync("ada")).Attempt.ShouldNotBeNull();
        _guard.Remembered.ShouldBe(3);
    }

    [Fact]
    public async Task Failures_ExpireOneByOne_AndTheWaitIsTrue()
    {
        for (var i = 0; i < 5; i++)
        {
            await FailAsync("ada");
            _clock.Advance(TimeSpan.FromSeconds(30));
        }

        var locked = await EnterAsync("ada");
        locked.Attempt.ShouldBeNull();
        locked.Refusal.ShouldBe(new SignInRefusal(TimeSpan.FromSeconds(150), IsBusy: false));
        _clock.Advance(TimeSpan.FromSeconds(149));
        (await EnterAsync("ada")).Refusal.Wait.ShouldBe(TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(1));

        await FailAsync("ada");

        (await EnterAsync("ada")).Refusal.Wait.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Failures_OnABusyAddress_AreForgottenAfterTheirOwnWindow()
    {
        for (var i = 0; i < 49; i++)
        {
            await FailAsync($"user{i}");
        }

        for (var i = 0; i < 12; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(25));
            await SucceedAsync("ada");
        }

        await FailAsync("bob");

        await SucceedAsync("ada");
    }

    [Fact]
    public async Task Attempts_InProgress_MakeTheNextOneWaitAndLetItInWhenOneEnds()
    {
        var inProgress = new List<SignInAttempt>();
        for (var i = 0; i < 5; i++)
        {
            inProgress.Add((await EnterAsync("ada")).Attempt.ShouldNotBeNull());
        }

        var next = EnterAsync("ada");
        next.IsCompleted.ShouldBeFalse();
        (await EnterAsync("bob")).Attempt.ShouldNotBeNull().Dispose();
        inProgress[0].Succeed();
        inProgress[0].Dispose();

        (await next).Attempt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Attempts_InProgressThatFail_LockTheOneThatWaits()
    {
        var inProgress = new List<SignInAttempt>();
        for (var i = 0; i < 5; i++)
        {
            inProgress.Add((await EnterAsync("ada")).Attempt.ShouldNotBeNull());
        }

        var next = EnterAsync("ada");
        foreach (var attempt in inProgress)
        {
            attempt.Fail();
            attempt.Dispose();
        }

        (await next).Refusal.ShouldBe(new SignInRefusal(TimeSpan.FromMinutes(5), IsBusy: false));
    }

    [Fact]
    public async Task Attempts_InProgressThatDoNotEnd_SendTheNextOneAwayAfterAWhile()
    {
        for (var i = 0; i < 5; i++)
        {
            await EnterAsync("ada");
        }

        var next = EnterAsync("ada");
        _clock.Advance(SignInGuard.Patience);

        (await next).Refusal.ShouldBe(SignInRefusal.Busy);
    }

    [Fact]
    public async Task Attempts_MoreThanMayWait_AreSentAwayAtOnce()
    {
        for (var i = 0; i < 5; i++)
        {
            await EnterAsync("ada");
        }

        var waiting = Enumerable.Range(0, 1_000).Select(_ => EnterAsync("ada")).ToList();

        (await EnterAsync("ada")).Refusal.ShouldBe(SignInRefusal.Busy);
        waiting.ShouldAllBe(attempt => !attempt.IsCompleted);
    }

    [Fact]
    public async Task Wait_Cancelled_LeavesNoTrace()
    {
        var first = (await EnterAsync("ada")).Attempt!;
        for (var i = 0; i < 4; i++)
        {
            await EnterAsync("ada");
        }

        using var gone = new CancellationTokenSource();
        var next = _guard.EnterAsync("ada", Here, gone.Token);
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(next);
        first.Dispose();
        (await EnterAsync("ada")).Attempt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Success_ForgetsTheFailuresOfItsNameAtItsAddressAndNoOthers()
    {
        for (var i = 0; i < 4; i++)
        {
            await FailAsync("ada");
            await FailAsync("ada", "192.0.2.2");
        }

        await SucceedAsync("ADA");
        for (var i = 0; i < 4; i++)
        {
            await FailAsync("ada");
        }

        await FailAsync("ada", "192.0.2.2");
        (await EnterAsync("ada", "192.0.2.2")).Refusal.Wait.ShouldBe(TimeSpan.FromMinutes(5));
        (await EnterAsync("ada")).Attempt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Flood_OfMadeUpNames_IsRememberedWithinABound()
    {
        for (var i = 0; i < 30_000; i++)
        {
            await FailAsync($"{i}{new string('x', 1_000)}", $"192.0.2.{i % 1_000}");
            _guard.Remembered.ShouldBeLessThanOrEqualTo(10_003);
        }

        _clock.Advance(TimeSpan.FromMinutes(5));
        await FailAsync("ada");
        await FailAsync("ada");
        (await EnterAsync("ada")).Attempt.ShouldNotBeNull();
    }

    [Fact]
    public void ForgedRefreshTokens_AreCountedForTheirAddressAloneAndExpire()
    {
        for (var i = 0; i < 50; i++)
        {
            _guard.CountForgedRefresh(Here).ShouldBe(TimeSpan.Zero);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        _guard.CountForgedRefresh(Here).ShouldBe(TimeSpan.FromSeconds(250));
        _guard.CountForgedRefresh("192.0.2.2").ShouldBe(TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromSeconds(250));
        _guard.CountForgedRefresh(Here).ShouldBe(TimeSpan.Zero);
        _guard.CountForgedRefresh(Here).ShouldBe(TimeSpan.FromSeconds(1));
    }

    private Task<(SignInAttempt? Attempt, SignInRefusal Refusal)> EnterAsync(string name, string address = Here)
        => _guard.EnterAsync(name, address, TestContext.Current.CancellationToken);

    private async Task FailAsync(string name, string address = Here)
    {
        using var attempt = (await EnterAsync(name, address)).Attempt.ShouldNotBeNull();
        attempt.Fail();
    }

    private async Task SucceedAsync(string name)
    {
        using var attempt = (await EnterAsync(name)).Attempt.ShouldNotBeNull();
        attempt.Succeed();
    }
}
