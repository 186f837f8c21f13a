using System.Diagnostics;
using SpecKitty.Load.Http;
using SpecKitty.Load.Servers;
using SpecKitty.Load.Traffic;

namespace SpecKitty.Load.Scenarios;

/// <summary>How long the page of a large mission takes to open, as somebody who is signed in sees it, from a server that has the mission in memory.</summary>
internal static class OpenScenario
{
    private const int Participants = 200;
    private const int Batches = 100;
    private const int Rounds = 40;
    private const double MostMilliseconds = 300;

    // Nothing is rendered for it, and nothing is looked up.
    private const string Baseline = "/assets/kitty.svg";

    public static async Task RunAsync(LoadTarget target)
    {
        var token = await target.Client.SignInAsync();
        var place = await target.Client.MakeMissionAsync(Guid.NewGuid(), "M001", Participants);
        var producer = Producer.OfMission(place);
        using (var filling = await PostConnection.OpenAsync(target.Server.Address, token, isGzip: true))
        {
            for (var batch = 0; batch < Batches; batch++)
            {
                await PostAsync(filling, BatchBody.Gzip(producer.Make(Prepared.BatchSize)));
            }
        }

        using var browser = await PageVisitor.SignInAsync(target.Server.Address);
        using var posting = await PostConnection.OpenAsync(target.Server.Address, token, isGzip: false);
        var page = $"/projects/{place.ProjectId}/missions/{place.MissionId}/";
        var (baseline, opened, changed) = (new List<double>(), new List<double>(), new List<double>());
        var bytes = 0;

        // The first rounds are for the compiler.
        for (var round = -10; round < Rounds; round++)
        {
            var (ofAsset, _) = await OpenAsync(browser, Baseline);
            var (again, _) = await OpenAsync(browser, page);
            await PostAsync(posting, BatchBody.Plain(producer.Make(1)));
            var (anew, length) = await OpenAsync(browser, page);
            if (round >= 0)
            {
                baseline.Add(ofAsset);
                opened.Add(again);
                changed.Add(anew);
                bytes = length;
            }
        }

        Console.WriteLine($"\n## A mission of {Participants} participants and {Batches * Prepared.BatchSize:#,0} events is opened, {Rounds} times; the page has {bytes / 1000} kB\n");
        Console.WriteLine("| what | p50 ms | p95 ms | most ms | ratio of p50 |");
        Console.WriteLine("|---|---|---|---|---|");
        Write("baseline: a picture of the same server", baseline, baseline);
        Write("the page, nothing new since the last time", opened, baseline);
        Write("the page, after another event", changed, baseline);
    }

    private static async Task<(double Milliseconds, int Bytes)> OpenAsync(PageVisitor browser, string path)
    {
        var began = Stopwatch.GetTimestamp();
        var bytes = await browser.OpenAsync(path);
        return (Stopwatch.GetElapsedTime(began).TotalMilliseconds, bytes);
    }

    private static async Task PostAsync(PostConnection connection, byte[] body)
    {
        var answer = await connection.PostAsync(body);
        if (answer.Status != 200)
        {
            throw new InvalidOperationException($"The server answered {answer.Status}.");
        }
    }

    private static void Write(string what, List<double> milliseconds, List<double> baseline)
    {
        double[] sorted = [.. milliseconds.Order()];
        var most = ReferenceEquals(milliseconds, baseline) ? "" : sorted[^1] < MostMilliseconds ? $" (under {MostMilliseconds:0})" : $" (**not under** {MostMilliseconds:0})";
        Console.WriteLine(FormattableString.Invariant(
            $"| {what} | {Percentile(sorted, 0.5):0.0} | {Percentile(sorted, 0.95):0.0} | {sorted[^1]:0.0}{most} | {Percentile(sorted, 0.5) / Percentile([.. baseline.Order()], 0.5):0.0} |"));
    }

    private static double Percentile(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
