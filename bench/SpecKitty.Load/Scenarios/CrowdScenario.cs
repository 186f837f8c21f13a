using System.Diagnostics;
using System.Text;
using SpecKitty.Load.Http;
using SpecKitty.Load.Servers;
using SpecKitty.Load.Traffic;

namespace SpecKitty.Load.Scenarios;

/// <summary>Many contexts of one user on one work package: what their batch, the state and the page of their mission cost.</summary>
internal static class CrowdScenario
{
    private const int BatchSize = 1000;

    private static readonly int[] Crowds = [50, 100, 200, 400];

    public static async Task RunAsync(LoadTarget target)
    {
        Console.WriteLine("\n## A crowd on one target\n");
        Console.WriteLine("| contexts | batch ms | state kB | state ms | page kB | page ms | server MB |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var contexts in Crowds)
        {
            var token = await target.Client.SignInAsync();
            var place = await target.Client.MakeMissionAsync(Guid.NewGuid(), $"M{contexts}", contexts);
            var gathered = new CrowdProducer(place).Gather();
            using var posting = await PostConnection.OpenAsync(target.Server.Address, token, isGzip: true);
            var began = Stopwatch.GetTimestamp();
            foreach (var batch in gathered.Chunk(BatchSize))
            {
                await PostAsync(posting, batch);
            }

            var batchTime = Stopwatch.GetElapsedTime(began);
            var (stateTime, stateBytes) = await TimeAsync(() => target.Client.ReadAsync($"/api/v1/missions/{place.MissionId}/state/?project={place.ProjectId}"));
            using var browser = await PageVisitor.SignInAsync(target.Server.Address);
            var (pageTime, pageBytes) = await TimeAsync(() => browser.OpenAsync($"/projects/{place.ProjectId}/missions/{place.MissionId}/"));
            Console.WriteLine(FormattableString.Invariant(
                $"| {contexts} | {batchTime.TotalMilliseconds:0} | {stateBytes / 1000.0:0.0} | {stateTime:0.0} | {pageBytes / 1000.0:0.0} | {pageTime:0.0} | {target.Server.ResidentBytes / 1_000_000} |"));
        }
    }

    private static async Task PostAsync(PostConnection connection, LoadEvent[] batch)
    {
        var answer = await connection.PostAsync(BatchBody.Gzip(batch));
        if (answer.Status != 200 || answer.Body.Span.Count("\"status\":\"success\""u8) != batch.Length)
        {
            var text = Encoding.UTF8.GetString(answer.Body.Span);
            throw new InvalidOperationException($"The server answered {answer.Status}: {text[..Math.Min(text.Length, 2000)]}");
        }
    }

    private static async Task<(double Milliseconds, int Bytes)> TimeAsync(Func<Task<int>> read)
    {
        var began = Stopwatch.GetTimestamp();
        var bytes = await read();
        return (Stopwatch.GetElapsedTime(began).TotalMilliseconds, bytes);
    }
}
