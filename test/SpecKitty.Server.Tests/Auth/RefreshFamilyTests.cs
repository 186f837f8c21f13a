using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Auth;

/// <summary>Whatever is done with the refresh tokens of a sign-in, in whatever order and at whatever time, it goes as a model of six lines says.</summary>
public sealed class RefreshFamilyTests
{
    [Fact]
    public async Task Family_AnyInterleavingOfUses_GoesAsTheModelSays()
    {
        var clock = new MovableClock();
        await using var server = await RunningServer.StartAsync(clock);
        await server.AddUserAsync("ada");
        var tokens = server.Services.GetRequiredService<TokenService>();
        var principals = server.Services.GetRequiredService<PrincipalResolver>();
        int[] waits = [0, 1, 29, 30, 31, 60, 899, 900, 3600, 6 * 86_400, 7 * 86_400];
        var uses = Gen.Choose(0, waits.Length - 1).SelectMany(wait => Gen.Choose(0, 6).Select(token => (Wait: TimeSpan.FromSeconds(waits[wait]), Token: token))).ArrayOf(8);

        Prop.ForAll(uses.ToArbitrary(), steps => RunAsync(steps).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

        async Task RunAsync((TimeSpan Wait, int Token)[] steps)
        {
            var first = (await tokens.SignInAsync("ada", RunningServer.Password, CancellationToken.None))!;
            var family = new List<(string Token, DateTimeOffset Ends, DateTimeOffset? RotatedAt)> { (first.Refresh, clock.GetUtcNow().AddDays(7), null) };
            var (access, accessEnds, isRevoked) = (first.Access, clock.GetUtcNow().AddMinutes(15), false);
            foreach (var (wait, number) in steps)
            {
                clock.Advance(wait);
                var (now, at) = (clock.GetUtcNow(), number % family.Count);
                var (token, ends, rotatedAt) = family[at];

                var pair = await tokens.RefreshAsync(token, CancellationToken.None);

                if (isRevoked || now >= ends)
                {
                    pair.ShouldBeNull();
                }
                else if (rotatedAt is null)
                {
                    family[at] = (token, ends, now);
                    family.Add((pair.ShouldNotBeNull().Refresh, now.AddDays(7), null));
                }
                else if (family[at + 1].RotatedAt is null)
                {
                    pair.ShouldNotBeNull().Refresh.ShouldBe(family[at + 1].Token);
                }
                else
                {
                    pair.ShouldBeNull();
                    isRevoked = true;
                }

                (access, accessEnds) = pair is null ? (access, accessEnds) : (pair.Access, now.AddMinutes(15));
                (await principals.FindAsync($"Bearer {access}", TokenUse.Access) is not null).ShouldBe(!isRevoked && now < accessEnds);
                family.Select(entry => entry.Token).Distinct().Count().ShouldBe(family.Count);
            }
        }
    }
}
