using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Tests.Collaboration.Warnings;

/// <summary>Which warnings a view shows in full.</summary>
public sealed class WarningDigestTests
{
    private const string Target = "wp:WP01";

    private readonly MissionScript _mission = new();

    public WarningDigestTests() => _mission.JoinAll("p-a", "p-b", "p-c", "p-d");

    [Fact]
    public void Digest_SetThatGrows_ShowsTheLargestAndNamesTheOthers()
    {
        _mission.WarnDrivers("w1", Target, "p-a", "p-b");
        _mission.WarnDrivers("w2", Target, "p-a", "p-b", "p-c");
        _mission.WarnDrivers("w3", Target, "p-d", "p-c", "p-b", "p-a");

        ShouldShow(Digest(), shown: ["w3"], superseded: ["w1", "w2"]);
    }

    [Fact]
    public void Digest_OtherSubjectsAndSetsThatOnlyOverlap_ShowsAll()
    {
        _mission.WarnDrivers("w1", Target, "p-a", "p-b");
        _mission.WarnDrivers("w2", "wp:WP02", "p-a", "p-b", "p-c");
        _mission.WarnDrivers("w3", Target, "p-b", "p-c", "p-d");
        _mission.WarnDrivers("w4", Target, "p-a", "p-b");

        ShouldShow(Digest(), shown: ["w1", "w2", "w3", "w4"]);
    }

    [Fact]
    public void Digest_SmallerSetAfterALargerOne_ShowsBoth()
    {
        _mission.WarnDrivers("w1", Target, "p-a", "p-b", "p-c");
        _mission.WarnDrivers("w2", Target, "p-a", "p-b");

        ShouldShow(Digest(), shown: ["w1", "w2"]);
    }

    [Fact]
    public void Digest_WarningWithAnAnswer_IsShownWhateverCameAfterIt()
    {
        _mission.WarnDrivers("w1", Target, "p-a", "p-b");
        _mission.Acknowledge("p-a", "w1", Acknowledgement.Hold);
        _mission.WarnDrivers("w2", Target, "p-a", "p-b", "p-c");

        ShouldShow(Digest(), shown: ["w1", "w2"]);
    }

    [Fact]
    public void Digest_ByAWarningThatIsAnswered_StaysSuperseded()
    {
        _mission.WarnDrivers("w1", Target, "p-a", "p-b");
        _mission.WarnDrivers("w2", Target, "p-a", "p-b", "p-c");
        _mission.Acknowledge("p-a", "w2", Acknowledgement.Continue);

        ShouldShow(Digest(), shown: ["w2"], superseded: ["w1"]);
    }

    [Fact]
    public void Digest_BeyondTheLimits_NamesTheOlderOnes()
    {
        _mission.WarnDrivers("w1", "wp:WP01", "p-a", "p-b");
        _mission.WarnDrivers("w2", "wp:WP02", "p-a", "p-b");
        _mission.WarnDrivers("w3", "wp:WP03", "p-a", "p-b");
        _mission.Acknowledge("p-a", "w3", Acknowledgement.Continue);
        _mission.Acknowledge("p-b", "w3", Acknowledgement.Continue);

        ShouldShow(Digest(new WarningDigestLimits { Open = 1, Settled = 1 }), shown: ["w2", "w3"], older: ["w1"]);
        ShouldShow(Digest(new WarningDigestLimits { Open = 5, Settled = 0 }), shown: ["w1", "w2"], older: ["w3"]);
        ShouldShow(Digest(new WarningDigestLimits { Names = 2 }), shown: ["w2", "w3"], older: ["w1"]);
        ShouldShow(Digest(new WarningDigestLimits { Names = 0, Evaluated = 0 }), shown: ["w3"], older: ["w1", "w2"]);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(100)]
    [InlineData(200)]
    public void Digest_CrowdThatGathers_CostsInProportionToItsSize(int contexts)
    {
        var mission = new MissionScript();
        string[] crowd = [.. Enumerable.Range(0, contexts).Select(number => $"context-{number:D4}")];
        mission.JoinAll(crowd);
        var reduction = new CollaborationReduction(ReductionMode.Permissive);
        var digester = new WarningDigester();
        reduction.AddRange(mission.Events);
        mission.Events.Clear();
        var costliest = 0L;
        foreach (var context in crowd)
        {
            mission.DriveOn(context, Target);
            foreach (var value in mission.Events)
            {
                foreach (var warning in reduction.AddAndDetect(value))
                {
                    reduction.Add(warning.ToEvent("warner", value.LamportClock + 1, value.Timestamp));
                }
            }

            mission.Events.Clear();
            var before = digester.Work;
            var digest = digester.Digest(reduction.State, reduction.Departures);
            costliest = Math.Max(costliest, digester.Work - before);
            digest.Shown.Count.ShouldBeLessThanOrEqualTo(1);
        }

        var last = digester.Digest(reduction.State, reduction.Departures);
        last.Shown.ShouldHaveSingleItem().ParticipantIds.Count.ShouldBe(contexts);
        last.Superseded.Count.ShouldBe(contexts - 2);

        // The newest set, the words of bits of all others, and no sum of sets, which would be thousands already.
        costliest.ShouldBeLessThanOrEqualTo((2L * contexts) + (contexts * (1 + (contexts / 64))));
    }

    [Fact]
    public void Digest_AnyLog_SortsEachWarningOnceAndLosesNobodyWhoIsWaitedFor() => Seeds.ForAll(seed =>
    {
        var reduction = new CollaborationReduction(ReductionMode.Permissive);
        var digester = new WarningDigester(new WarningDigestLimits { Open = 3, Settled = 1 });
        foreach (var value in BusyMission.Make(seed, 60, withWarnings: true))
        {
            foreach (var warning in reduction.AddAndDetect(value))
            {
                reduction.Add(warning.ToEvent("warner", reduction.LamportClock + 1, value.Timestamp));
            }

            _ = digester.Digest(reduction.State, reduction.Departures);
        }

        var (state, departures) = (reduction.State, reduction.Departures);
        var digest = digester.Digest(state, departures);

        digest.ShouldBe(new WarningDigester(new WarningDigestLimits { Open = 3, Settled = 1 }).Digest(state, departures));
        digest.Shown.Select(warning => warning.WarningId).Concat(digest.Superseded).Concat(digest.Older).Order(StringComparer.Ordinal)
            .ShouldBe(state.Warnings.Select(warning => warning.WarningId).Order(StringComparer.Ordinal));
        foreach (var (warning, place) in state.Warnings.Select((warning, place) => (warning, place)).Where(entry => digest.Superseded.Contains(entry.warning.WarningId)))
        {
            var newer = state.Warnings.Skip(place + 1).Where(other => other.FocusTarget == warning.FocusTarget && warning.ParticipantIds.All(id => other.ParticipantIds.Contains(id))).ToList();
            var left = departures.TryGetValue(warning.WarningId, out var known) ? known : EquatableSet.Empty;
            AwaitedBy(warning).Where(id => !left.Contains(id) && !newer.Exists(other => other.Acknowledgements.ContainsKey(id) || AwaitedBy(other).Contains(id))).ShouldBeEmpty();
        }

        EquatableSet AwaitedBy(WarningEntry warning) => WarningAssessment.Assess(warning, state, departures, default, TimeSpan.Zero).Awaiting;
    });

    private static void ShouldShow(WarningDigest digest, string[] shown, string[]? superseded = null, string[]? older = null)
    {
        digest.Shown.Select(warning => warning.WarningId).ShouldBe(shown);
        digest.Superseded.ShouldBe(superseded ?? []);
        digest.Older.ShouldBe(older ?? []);
    }

    private WarningDigest Digest(WarningDigestLimits? limits = null)
    {
        var reduction = new CollaborationReduction(ReductionMode.Permissive);
        reduction.AddRange(_mission.Events);
        return new WarningDigester(limits).Digest(reduction.State, reduction.Departures);
    }
}
