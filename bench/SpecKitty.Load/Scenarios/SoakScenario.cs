using System.Diagnostics;
using SpecKitty.Load.Http;
using SpecKitty.Load.Measures;
using SpecKitty.Load.Servers;
using SpecKitty.Load.Traffic;

namespace SpecKitty.Load.Scenarios;

/// <summary>Steady traffic in which nothing must grow for ever, and what the memory of the server does.</summary>
/// <remarks>
/// Events of work packages are kept nowhere but in the database. Those of missions are kept in memory up to the limit of the cache, so missions come and go:
/// each is left behind after a while, and the server forgets it when it needs the room.
/// </remarks>
internal static class SoakScenario
{
    private const int Projects = 10;
    private const int EventsOfBatch = 250;
    private const int BatchesOfMission = 40;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(LoadTarget target, double seconds)
    {
        using var heap = new HeapCounter(target.Server.Id);
        using var timer = new PeriodicTimer(Beat);
        Producer[] workPackages = [.. Enumerable.Range(0, Projects).Select(_ => Producer.OfWorkPackages(TrafficPlace.MakeUp()))];
        var memory = new MemoryTrend(TimeSpan.FromSeconds(seconds));
        PostConnection? connection = null;
        TrafficPlace? place = null;
        Producer? mission = null;
        var (events, beats, sampled) = (0L, 0, TimeSpan.Zero);
        var began = Stopwatch.GetTimestamp();
        var elapsed = TimeSpan.Zero;
        MemoryTrend.WriteHead();
        while (elapsed.TotalSeconds < seconds)
        {
            if (beats % BatchesOfMission == 0)
            {
                // An access token is good for 15 minutes.
                connection?.Dispose();
                connection = await PostConnection.OpenAsync(target.Server.Address, await target.Client.SignInAsync(), isGzip: true);
                place = await target.Client.MakeMissionAsync(Guid.NewGuid(), "M001");
                mission = Producer.OfMission(place);
            }

            events += await PostAsync(connection!, workPackages[beats % Projects]);
            events += await PostAsync(connection!, mission!);
            if (beats % 10 == 0)
            {
                await target.Client.ReadAsync($"/api/v1/missions/{place!.MissionId}/state/?project={place.ProjectId}");
                await target.Client.ReadAsync($"/api/v1/events/?project={place.ProjectId}&after=0&limit=100");
            }

            beats++;
            elapsed = Stopwatch.GetElapsedTime(began);
            if (elapsed - sampled >= SampleEvery)
            {
                sampled = elapsed;
                memory.Add(elapsed, target.Server.ResidentBytes / 1e6, heap.Megabytes, events);
            }

            await timer.WaitForNextTickAsync();
        }

        connection?.Dispose();
        memory.WriteSlope();
    }

    private static async Task<int> PostAsync(PostConnection connection, Producer producer)
    {
        var answer = await connection.PostAsync(BatchBody.Gzip(producer.Make(EventsOfBatch)));
        return answer.Status == 200 && answer.Body.Span.Count("\"status\":\"success\""u8) == EventsOfBatch
            ? EventsOfBatch
            : throw new InvalidOperationException($"The server answered {answer.Status}, and did not take in every event.");
    }
}
