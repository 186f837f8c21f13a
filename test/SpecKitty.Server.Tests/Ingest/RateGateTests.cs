using SpecKitty.Server.Auth;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Ingest;

public sealed class RateGateTests
{
    private readonly MovableClock _clock = new();

    [Fact]
    public void Requests_BeyondThePrincipalsLimit_WaitForTheBucket()
    {
        var gate = new RateGate(new RateLimits { RequestsPerMinutePerPrincipal = 2 }, _clock);
        gate.TakeRequest(Of("ada")).ShouldBeNull();
        gate.TakeRequest(Of("ada")).ShouldBeNull();

        var refusal = gate.TakeRequest(Of("ada")).ShouldNotBeNull();

        refusal.RetryAfterSeconds.ShouldBe(30);
        refusal.Details.ShouldContain("2 requests a minute");
        gate.TakeRequest(Of("grace")).ShouldBeNull();
        _clock.Advance(TimeSpan.FromSeconds(30));
        gate.TakeRequest(Of("ada")).ShouldBeNull();
    }

    [Fact]
    public void Events_BeyondTheTeamsLimit_RefuseEverybodyOfTheTeamAndChargeNobody()
    {
        var gate = new RateGate(new RateLimits { EventsPerMinutePerPrincipal = 100, EventsPerMinutePerTeam = 120 }, _clock);
        gate.TakeEvents(Of("ada"), 100).ShouldBeNull();

        gate.TakeEvents(Of("grace"), 60).ShouldNotBeNull().Details.ShouldContain("Your team");

        gate.TakeEvents(Of("grace"), 20).ShouldBeNull();
        gate.TakeEvents(Of("eve", "coffee"), 100).ShouldBeNull();
        gate.TakeEvents(Of("ada"), 1).ShouldNotBeNull().Details.ShouldStartWith("You have");
    }

    [Fact]
    public void Limits_OfZero_AreOff()
    {
        var gate = new RateGate(new RateLimits { RequestsPerMinutePerPrincipal = 0, EventsPerMinutePerPrincipal = 0, RequestsPerMinutePerTeam = 0, EventsPerMinutePerTeam = 0 }, _clock);

        Enumerable.Range(0, 1000).ShouldAllBe(_ => gate.TakeRequest(Of("ada")) == null && gate.TakeEvents(Of("ada"), int.MaxValue) == null);
        gate.Count.ShouldBe(0);
    }

    [Fact]
    public void Buckets_OfQuietCallers_AreForgotten()
    {
        var gate = new RateGate(new RateLimits(), _clock);
        for (var i = 0; i < 1000; i++)
        {
            gate.TakeRequest(Of($"user-{i}", $"team-{i}"));
        }

        gate.Count.ShouldBe(2000);
        _clock.Advance(TimeSpan.FromMinutes(2));
        gate.TakeRequest(Of("ada"));

        gate.Count.ShouldBe(2);
    }

    private static Principal Of(string name, string team = "tea") => new($"user/{name}", name, [new TeamMembership(team, TeamRole.Member)]);
}
