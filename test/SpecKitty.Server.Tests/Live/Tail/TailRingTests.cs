using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SpecKitty.Server.Feeds;
using SpecKitty.Server.Live.Tail;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Tests.Live.Tail;

public sealed class TailRingTests
{
    [Fact]
    public void Ring_ReadFromAnyCursor_GivesWhatTheLogHasOrSaysThatItDoesNotKnow()
    {
        var steps = Gen.Choose(0, 3).ArrayOf(40);
        var sizes = Gen.Choose(1, 8);
        Prop.ForAll(steps.ToArbitrary(), sizes.ToArbitrary(), (pages, size) => CheckAgainstAList(pages, size)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Ring_OfFewBytes_KeepsTheNewestWhateverItWeighs()
    {
        var ring = new TailRing(100, 10);
        ring.StartBehind(0);
        ring.Add([Stored(1, null, 1), Stored(2, null, 2), Stored(3, null, 500)]);

        var (behind, last) = (1L, 2L);

        ring.Read(ref behind, null, out _).ShouldBe(TailPlace.Behind);
        ring.Read(ref last, null, out var next).ShouldBe(TailPlace.Within);
        next!.Sequence.ShouldBe(3);
    }

    [Fact]
    public void Ring_BehindACursorOfTheFuture_WaitsForIt()
    {
        var ring = new TailRing(4, 1000);
        ring.StartBehind(0);
        var after = 2L;

        ring.Read(ref after, null, out _).ShouldBe(TailPlace.AtTheEnd);
        ring.Add([Stored(1, null, 1), Stored(2, null, 1), Stored(3, null, 1)]);

        ring.Read(ref after, null, out var next).ShouldBe(TailPlace.Within);
        next!.Sequence.ShouldBe(3);
    }

    // Sequences leave gaps where heartbeats were removed; every third event is of the mission.
    private static void CheckAgainstAList(int[] pages, int size)
    {
        var ring = new TailRing(size, 1_000_000);
        ring.StartBehind(5);
        var log = new List<(long Sequence, string? Mission)>();
        var sequence = 5L;
        foreach (var page in pages)
        {
            var added = Enumerable.Range(0, page).Select(number => (Sequence: sequence += 1 + (number % 2), Mission: sequence % 3 == 0 ? "M" : null)).ToList();
            log.AddRange(added);
            ring.Add(added.Select(entry => Stored(entry.Sequence, entry.Mission, 1)));
            var known = log.Count <= size ? 5 : log[^(size + 1)].Sequence;
            for (var cursor = 0L; cursor <= sequence + 1; cursor++)
            {
                foreach (var mission in new[] { null, "M" })
                {
                    var (read, place) = ReadAll(ring, cursor, mission);
                    place.ShouldBe(cursor < known ? TailPlace.Behind : TailPlace.AtTheEnd);
                    read.ShouldBe(cursor < known ? [] : log.Where(entry => entry.Sequence > cursor && (mission is null || entry.Mission == mission)).Select(entry => entry.Sequence));
                }
            }
        }
    }

    private static (List<long> Read, TailPlace Place) ReadAll(TailRing ring, long after, string? mission)
    {
        var read = new List<long>();
        TailPlace place;
        while ((place = ring.Read(ref after, mission, out var next)) == TailPlace.Within)
        {
            next!.Sequence.ShouldBe(after);
            read.Add(after);
        }

        return (read, place);
    }

    private static TailEvent Stored(long sequence, string? mission, int bytes)
        => new(new StoredEvent(sequence, $"{sequence}", mission, "Type", 1, default, "user/ada", Encoding.UTF8.GetBytes(new string(' ', bytes))), LogCursor.First);
}
