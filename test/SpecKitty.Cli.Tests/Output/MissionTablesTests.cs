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
    public void Parts_OfAServerThatTellsNoPresence_LeaveItOut()
    {
        using var answer = JsonDocument.Parse("""{"state":{"participants":{"P1":{"display_name":"Ada"}}}}""");

        MissionTables.Parts(answer.RootElement).First().Rows.ShouldHaveSingleItem()[2].ShouldBe("");
    }
}
