using SpecKitty.Load.Servers;
using SpecKitty.Load.Traffic;

namespace SpecKitty.Load.Scenarios;

/// <summary>Makes what is sent and written, before anything is measured. Each client has a mission of its own.</summary>
internal static class Prepared
{
    /// <summary>Events of a batch.</summary>
    public const int BatchSize = 1000;

    /// <summary>Makes batches for clients.</summary>
    /// <param name="target">Where their missions are made.</param>
    /// <param name="clients">How many clients.</param>
    /// <param name="batches">How many batches each.</param>
    /// <param name="sharedProject">The project of all of them; null for one each.</param>
    public static async Task<IReadOnlyList<IReadOnlyList<byte[]>>> BatchesAsync(LoadTarget target, int clients, int batches, Guid? sharedProject)
        => Make(await PlacesAsync(target, clients, sharedProject), producer => [.. Enumerable.Range(0, batches).Select(_ => BatchBody.Gzip(producer.Make(BatchSize)))]);

    /// <summary>Makes posts of one event each.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<byte[]>>> SinglesAsync(LoadTarget target, int clients, int posts, Guid? sharedProject)
        => Make(await PlacesAsync(target, clients, sharedProject), producer => [.. producer.Make(posts).Select(made => BatchBody.Plain([made]))]);

    /// <summary>Makes the rows of one connection.</summary>
    public static TrafficRows Rows(int batches)
    {
        var place = TrafficPlace.MakeUp();
        return new TrafficRows(place.ProjectId, Producer.OfMission(place).Make(batches * BatchSize));
    }

    /// <summary>Makes the rows of several connections.</summary>
    public static IReadOnlyList<TrafficRows> Rows(int connections, int batches)
        => [.. Enumerable.Range(0, connections).AsParallel().Select(_ => Rows(batches))];

    private static async Task<List<TrafficPlace>> PlacesAsync(LoadTarget target, int clients, Guid? sharedProject)
    {
        var places = new List<TrafficPlace>();
        for (var client = 0; client < clients; client++)
        {
            places.Add(await target.Client.MakeMissionAsync(sharedProject ?? Guid.NewGuid(), $"M{client:D3}"));
        }

        return places;
    }

    private static IReadOnlyList<IReadOnlyList<byte[]>> Make(IReadOnlyList<TrafficPlace> places, Func<Producer, IReadOnlyList<byte[]>> make)
        => [.. places.AsParallel().AsOrdered().Select(place => make(Producer.OfMission(place)))];
}
