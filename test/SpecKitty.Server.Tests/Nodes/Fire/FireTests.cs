using System.Globalization;
using SpecKitty.Events.Board;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Reduction;

namespace SpecKitty.Server.Tests.Nodes.Fire;

/// <summary>Two nodes under fire lose nothing and double nothing. <c>dotnet run build.cs -- fire</c> lets it burn for longer.</summary>
public sealed class FireTests(ITestOutputHelper output)
{
    private const string Minutes = "SPECKITTY_FIRE_MINUTES";
    private const string Seed = "SPECKITTY_FIRE_SEED";

    [Fact]
    public async Task Nodes_UnderFire_HaveEveryAcknowledgedEventOnceAndAgree()
    {
        var seed = Read(Seed) ?? Random.Shared.Next();
        Report(FormattableString.Invariant($"seed {seed}, the clock of the second node is {(FakeClock.IsInstalled ? "ahead" : "right, as libfaketime is not installed")}"));
        await using var run = new FireRun(seed, Report);
        await run.StartAsync();
        var ends = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(Read(Minutes) ?? 0);
        do
        {
            foreach (var kind in Enum.GetValues<FireKind>())
            {
                await run.HappenAsync(kind);
            }
        }
        while (TimeProvider.System.GetUtcNow() < ends);

        await run.FinishAsync();

        run.Surprises.ShouldBeEmpty($"seed {seed}");
        run.Failures.ShouldBePositive();
        var logs = await Task.WhenAll(run.Servers.Select(server => run.Client.ReadLogAsync(server, run.Mission.Project)));
        logs[1].ShouldBe(logs[0]);
        logs[0].Select(entry => entry.Sequence).ShouldBe(Enumerable.Range(1, logs[0].Count).Select(number => (long)number));

        // The mission's own events are those of the server.
        var written = logs[0].Select(entry => entry.Id).Intersect(run.Acknowledged, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        written.ShouldBe(run.Acknowledged.Order(StringComparer.Ordinal), $"seed {seed}");
        logs[0].Select(entry => entry.Id).ShouldBeUnique();
        foreach (var follower in run.Followers)
        {
            follower.Sequences.ShouldBe(logs[0].Select(entry => entry.Sequence), $"seed {seed}, {follower.Breaks} breaks");
        }

        await ShouldAgreeAsync(run, [.. logs[0].Select(entry => new EventReader(EnvelopeRules.Ingest).Read(entry.Envelope).ValueOrThrow())]);
        Report(FormattableString.Invariant($"{run.Acknowledged.Count} events acknowledged, {run.Failures} requests failed, {run.Followers.Sum(follower => follower.Breaks)} streams broke"));
    }

    private static async Task ShouldAgreeAsync(FireRun run, IReadOnlyList<Event> log)
    {
        var boards = await Task.WhenAll(run.Servers.Select(server => run.Client.AskAsync(server, $"/api/v1/projects/{run.Mission.Project}/board/")));
        boards[1].ToString().ShouldBe(boards[0].ToString());
        var board = BoardReducer.Reduce(log);
        boards[0].GetProperty("board").GetProperty("event_count").GetInt32().ShouldBe(board.EventCount);
        boards[0].GetProperty("board").GetProperty("last_processed_event_id").GetString().ShouldBe(board.LastProcessedEventId.ToString());
        var cards = boards[0].GetProperty("board").GetProperty("work_packages").EnumerateArray();
        cards.Select(card => (card.GetProperty("wp_id").GetString(), card.GetProperty("lane").GetString())).ShouldBe(board.WorkPackages.Select(card => ((string?)card.WpId, (string?)card.Lane.ToText())));

        var states = await Task.WhenAll(run.Servers.Select(server => run.Client.AskAsync(server, $"/api/v1/missions/{FireMission.Id}/state/?project={run.Mission.Project}")));
        states[1].GetProperty("state").ToString().ShouldBe(states[0].GetProperty("state").ToString());
        var reduced = CollaborationReducer.Reduce(log, ReductionMode.Permissive, missionId: FireMission.Id);
        states[0].GetProperty("state").GetProperty("comments").EnumerateArray().Select(comment => comment.GetProperty("event_id").GetString()).ShouldBe(reduced.Comments.Select(comment => comment.EventId.ToString()));
    }

    private void Report(string line)
    {
        output.WriteLine(line);
        if (Read(Minutes) is not null)
        {
            // Long runs are watched while they burn.
            Console.WriteLine(line);
        }
    }

    private static int? Read(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
