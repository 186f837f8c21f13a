using System.Text.Json;
using SpecKitty.Cli.Output;

namespace SpecKitty.Cli.Tests.Output;

public sealed class MissionTablesTests
{
    private const string Answer =
        """
        {
          "server_time": "2026-02-12T10:00:00Z",
          "thresholds": { "stale_after_seconds": 45, "gone_after_seconds": 120, "step_stuck_after_seconds": 1800, "progress_stuck_after_seconds": 900 },
          "presence": {
            "P1": { "liveness": "alive", "last_heartbeat_at": "2026-02-12T09:59:50Z", "last_work_at": "2026-02-12T09:59:00Z", "oldest_step": null, "stuck_since": null },
            "P2": { "liveness": "alive", "last_heartbeat_at": "2026-02-12T09:59:50Z", "last_work_at": null, "stuck_since": null,
                    "oldest_step": { "step_id": "build", "wp_id": null, "started_at": "2026-02-12T09:25:00Z" } },
            "P3": { "liveness": "unseen", "last_heartbeat_at": null, "last_work_at": null, "oldest_step": null, "stuck_since": null },
            "P5": { "liveness": "alive", "last_heartbeat_at": "2026-02-12T09:59:50Z", "joined_at": "2026-02-12T09:30:00Z", "last_work_at": null, "oldest_step": null, "stuck_since": "2026-02-12T09:45:00Z" }
          },
          "warning_standings": [
            { "warning_id": "W1", "standing": "open", "is_overdue": true },
            { "warning_id": "W2", "standing": "partly_acknowledged", "is_overdue": false }
          ],
          "state": {
            "participants": { "P1": { "display_name": "Ada" }, "P2": { "display_name": "Claude" }, "P3": { "display_name": "Eve" }, "P4": { "display_name": "Mallory" }, "P5": { "display_name": "Grace" } },
            "warnings": [
              { "warning_id": "W1", "warning_type": "ConcurrentDriverWarning", "participant_ids": ["P1", "P2"], "acknowledgements": {} },
              { "warning_id": "W2", "warning_type": "ConcurrentDriverWarning", "participant_ids": ["P1", "P2"], "acknowledgements": { "P1": "hold" } }
            ]
          }
        }
        """;

    [Theory]
    [InlineData(0, new[] { "alive", "alive; stuck for 5 min", "unseen", "", "alive; stuck for 15 min" })]
    [InlineData(40, new[] { "stale, 50 s ago", "stale, 50 s ago; stuck for 6 min", "unseen", "", "stale, 50 s ago" })]
    [InlineData(200, new[] { "gone, 4 min ago", "gone, 4 min ago; stuck for 8 min", "unseen", "", "gone, 4 min ago" })]
    public void Roster_SomeTimeAfterTheAnswer_TellsWhoIsStillThere(int seconds, string[] presence)
    {
        using var answer = JsonDocument.Parse(Answer);

        var roster = MissionTables.Parts(answer.RootElement, now: new DateTimeOffset(2026, 2, 12, 10, 0, 0, TimeSpan.Zero).AddSeconds(seconds)).First();

        roster.Rows.Select(row => row[2]).ShouldBe(presence);
    }

    [Fact]
    public void Warnings_OfAnAnswer_TellWhereTheyStandAndWhoSaidWhat()
    {
        using var answer = JsonDocument.Parse(Answer);

        var warnings = MissionTables.Parts(answer.RootElement).Single(part => part.Title == "Warnings");

        warnings.Rows.Select(row => (row[5], row[6])).ShouldBe([("open, overdue", ""), ("partly acknowledged", "Ada: hold")]);
    }

    [Fact]
    public void Warnings_Live_AreThoseThatWaitForSomebodyTheUnansweredAndNewestFirst()
    {
        using var answer = JsonDocument.Parse(WithWarnings(14, number => number switch { < 2 or > 12 => "settled", 7 => "partly_acknowledged", _ => "open" }));

        var all = MissionTables.Parts(answer.RootElement).Single(part => part.Title == "Warnings");
        var live = MissionTables.Parts(answer.RootElement, isLive: true).Single(part => part.Title == "Open warnings");

        all.Rows.Count.ShouldBe(14);
        live.Rows.Select(row => row[0]).ShouldBe(["W12", "W11", "W10", "W9", "W8", "W6", "W5", "W4", "W3", "W2", "and 1 more"]);
    }

    [Fact]
    public void Warnings_LiveAndFew_HaveTheAnsweredOnesBehindTheOthers()
    {
        using var answer = JsonDocument.Parse(WithWarnings(4, number => number switch { 0 => "settled", 3 => "partly_acknowledged", _ => "open" }));

        MissionTables.Parts(answer.RootElement, isLive: true).Single(part => part.Title == "Open warnings").Rows.Select(row => row[0]).ShouldBe(["W2", "W1", "W3"]);
    }

    [Fact]
    public void Warnings_ThatTheServerOnlyNames_AreCounted()
    {
        using var answer = JsonDocument.Parse(
            """
            {"superseded_warnings":{"count":398,"warning_ids":[]},"older_warnings":{"count":2,"warning_ids":["W0","W1"]},
             "warning_standings":[{"warning_id":"W2","standing":"open"}],"state":{"warnings":[{"warning_id":"W2"}]}}
            """);

        MissionTables.Parts(answer.RootElement).Single(part => part.Title == "Warnings").Rows.Select(row => row[0]).ShouldBe(["W2", "and 398 superseded", "and 2 older"]);
        MissionTables.Parts(answer.RootElement, isLive: true).Single(part => part.Title == "Open warnings").Rows.Select(row => row[0]).ShouldBe(["W2", "and 2 older"]);
    }

    [Fact]
    public void Warnings_OfACrowd_NameTwenty()
    {
        using var answer = JsonDocument.Parse(JsonSerializer.Serialize(new
        {
            state = new { warnings = new[] { new { warning_id = "W1", participant_ids = Enumerable.Range(0, 400).Select(number => $"P{number}") } } },
        }));

        MissionTables.Parts(answer.RootElement).Single(part => part.Title == "Warnings").Rows.ShouldHaveSingleItem()[4].ShouldEndWith("P18, P19 and 380 more");
    }

    [Fact]
    public void Roster_StepsThatRun_StandWithWhoRunsThem()
    {
        using var answer = JsonDocument.Parse("""{"state":{"participants":{"P1":{"display_name":"Ada"}},"active_executions":{"P1":["build","review WP01"]}}}""");

        var roster = MissionTables.Parts(answer.RootElement, isLive: true).First();

        roster.Columns[^1].ShouldBe("runs");
        roster.Rows.ShouldHaveSingleItem()[^1].ShouldBe("build, review WP01");
    }

    [Fact]
    public void Parts_OfAServerThatTellsNoPresence_LeaveItOut()
    {
        using var answer = JsonDocument.Parse("""{"state":{"participants":{"P1":{"display_name":"Ada"}}}}""");

        MissionTables.Parts(answer.RootElement).First().Rows.ShouldHaveSingleItem()[2].ShouldBe("");
    }

    private static string WithWarnings(int count, Func<int, string> standing) => JsonSerializer.Serialize(new
    {
        warning_standings = Enumerable.Range(0, count).Select(number => new { warning_id = $"W{number}", standing = standing(number) }),
        state = new { warnings = Enumerable.Range(0, count).Select(number => new { warning_id = $"W{number}", warning_type = "ConcurrentDriverWarning" }) },
    });
}
