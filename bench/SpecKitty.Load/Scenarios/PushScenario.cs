using System.Text;
using SpecKitty.Load.Http;
using SpecKitty.Load.Live;
using SpecKitty.Load.Servers;
using SpecKitty.Load.Traffic;

namespace SpecKitty.Load.Scenarios;

/// <summary>From a post to the screens of everybody: what a thousand subscribers wait for, and what they cost while nothing happens.</summary>
internal static class PushScenario
{
    private const int Subscribers = 1000;
    private const int ForNothing = 20;
    private const int WarmUpRounds = 20;
    private const double MostMilliseconds = 100;
    private const double MostKilobytes = 50;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(LoadTarget target, double seconds)
    {
        var token = await target.Client.SignInAsync();
        var place = await target.Client.MakeMissionAsync(Guid.NewGuid(), "M001");
        var producer = new PushProducer(place);
        using var posting = await PostConnection.OpenAsync(target.Server.Address, token, isGzip: false);
        await PostAsync(posting, producer.Drive());
        var path = $"/api/v1/missions/{place.MissionId}/stream/?project={place.ProjectId}";

        // A few for nothing: the code is loaded and compiled, and everything that subscribers need is counted.
        (await LiveSubscribers.OpenAsync(target.Server.Address, path, token, ForNothing)).Dispose();
        await Task.Delay(Quiet);
        var before = target.Server.ResidentBytes;
        using var subscribers = await LiveSubscribers.OpenAsync(target.Server.Address, path, token, Subscribers);
        await Task.Delay(Quiet);
        var each = (target.Server.ResidentBytes - before) / 1e3 / Subscribers;

        var rounds = (int)(seconds / Beat.TotalSeconds);
        var events = await MeasureAsync(rounds, async () =>
        {
            var (envelope, id) = producer.Comment();
            return await subscribers.MeasureAsync(id, () => PostAsync(posting, envelope));
        });
        var warnings = await MeasureAsync(
            rounds,
            async () =>
            {
                var first = producer.FocusFirst();
                return await subscribers.MeasureAsync($"\"target_id\":\"{producer.Target}\"", () => PostAsync(posting, first));
            },
            async () =>
            {
                var second = producer.FocusSecond();
                return await subscribers.MeasureAsync("ConcurrentDriverWarning", () => PostAsync(posting, second));
            });

        using var broadcast = await Broadcast.StartAsync();
        (await LiveSubscribers.OpenAsync(broadcast.Address, Broadcast.Path, token, ForNothing)).Dispose();
        await Task.Delay(Quiet);
        before = broadcast.ResidentBytes;
        using var listeners = await LiveSubscribers.OpenAsync(broadcast.Address, Broadcast.Path, token, Subscribers);
        await Task.Delay(Quiet);
        var eachOfBaseline = (broadcast.ResidentBytes - before) / 1e3 / Subscribers;
        var baseline = await MeasureAsync(rounds, async () =>
        {
            var (envelope, id) = producer.Comment();
            return await listeners.MeasureAsync(id, () => broadcast.SendAsync(Encoding.UTF8.GetBytes($"id: 1\nevent: event\ndata: {{\"event\":{Encoding.UTF8.GetString(envelope)}}}\n\n")));
        });

        Console.WriteLine($"\n## {Subscribers:#,0} subscribers of one mission, {rounds} posts of one event, one every {Beat.TotalMilliseconds:0} ms\n");
        Console.WriteLine("| what | p50 ms | p99 ms | most ms | ratio of p99 | kB of a subscriber at rest |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Write("baseline: post to an empty broadcast of the same bytes, until it is there", baseline, baseline, eachOfBaseline, isBaseline: true);
        Write("post to the server, until the event is there", events, baseline, each);
        Write("post to the server, until the warning is there that it called for", warnings, baseline, null);
    }

    private static async Task<double[]> MeasureAsync(int rounds, params Func<Task<IReadOnlyList<double>>>[] steps)
    {
        var milliseconds = new List<double>();
        using var timer = new PeriodicTimer(Beat);
        for (var round = -WarmUpRounds; round < rounds; round++)
        {
            IReadOnlyList<double> last = [];
            foreach (var step in steps)
            {
                last = await step();
            }

            if (round >= 0)
            {
                milliseconds.AddRange(last);
            }

            await timer.WaitForNextTickAsync();
        }

        return [.. milliseconds.Order()];
    }

    private static async Task PostAsync(PostConnection connection, params IReadOnlyList<byte[]> envelopes)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"events":[{{string.Join(',', envelopes.Select(Encoding.UTF8.GetString))}}]}""");
        var answer = await connection.PostAsync(body);
        if (answer.Status != 200 || answer.Body.Span.Count("\"status\":\"success\""u8) != envelopes.Count)
        {
            throw new InvalidOperationException($"The server answered {answer.Status}: {Encoding.UTF8.GetString(answer.Body.Span)}");
        }
    }

    private static void Write(string what, double[] sorted, double[] baseline, double? kilobytes, bool isBaseline = false)
    {
        var p99 = Percentile(sorted, 0.99);
        var time = FormattableString.Invariant($"{p99:0.0}{(isBaseline ? "" : $" ({(p99 < MostMilliseconds ? "under" : "**not under**")} {MostMilliseconds:0})")}");
        var memory = kilobytes is { } known ? FormattableString.Invariant($"{known:0.0}{(isBaseline ? "" : $" ({(known < MostKilobytes ? "under" : "**not under**")} {MostKilobytes:0})")}") : "";
        Console.WriteLine(FormattableString.Invariant($"| {what} | {Percentile(sorted, 0.5):0.0} | {time} | {sorted[^1]:0.0} | {p99 / Percentile(baseline, 0.99):0.00} | {memory} |"));
    }

    private static double Percentile(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
