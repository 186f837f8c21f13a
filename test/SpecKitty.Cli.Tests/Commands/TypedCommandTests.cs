using System.Text.Json;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Commands;

public sealed class TypedCommandTests : IAsyncLifetime
{
    private const string Evidence = """{"repos":[{"repo":"acme/kitty","branch":"main","commit":"c0ffee"}],"review":{"reviewer":"ada","verdict":"approved"}}""";

    private readonly CommandLine _line = new();

    public static TheoryData<string[], string, string, string, string> Typed => new()
    {
        {
            ["wp", "create", "WP01", "--title", "Read \"it\"", "--feature", "042-importer", "--depends-on", "WP02", "WP03"],
            "WPCreated", "WorkPackage", "WP01",
            """{"wp_id":"WP01","title":"Read \"it\"","feature_slug":"042-importer","dependencies":["WP02","WP03"]}"""
        },
        {
            ["wp", "create", "WP01", "--title", "T", "--feature", "042-importer"],
            "WPCreated", "WorkPackage", "WP01", """{"wp_id":"WP01","title":"T","feature_slug":"042-importer"}"""
        },
        {
            ["wp", "assign", "WP02", "--agent", "claude", "--phase", "review", "--retry-count", "1"],
            "WPAssigned", "WorkPackage", "WP02", """{"wp_id":"WP02","agent_id":"claude","phase":"review","retry_count":1}"""
        },
        {
            ["wp", "move", "WP01", "--from", "claimed", "--to", "doing", "--feature", "042-importer", "--by", "ada"],
            "WPStatusChanged", "WorkPackage", "WP01",
            """{"wp_id":"WP01","previous_status":"planned","new_status":"doing","changed_by":"ada","feature_slug":"042-importer"}"""
        },
        {
            ["wp", "move", "WP01", "--from", "for_review", "--to", "done", "--evidence", Evidence, "--actor", "ada"],
            "WPStatusChanged", "WorkPackage", "WP01",
            """{"wp_id":"WP01","previous_status":"for_review","new_status":"done","changed_by":"ada"}"""
        },
        {
            ["wp", "note", "WP01", "--type", "comment", "--content", "@ada, look", "--author", "bob"],
            "HistoryAdded", "WorkPackage", "WP01", """{"wp_id":"WP01","entry_type":"comment","entry_content":"@ada, look","author":"bob"}"""
        },
        {
            ["wp", "resolve", "WP02", "--on", "WP01", "--as", "merged"],
            "DependencyResolved", "WorkPackage", "WP02", """{"wp_id":"WP02","dependency_wp_id":"WP01","resolution_type":"merged"}"""
        },
        {
            ["feature", "create", "042-importer", "--number", "042", "--target-branch", "main", "--wps", "3", "--created-at", "2026-02-12T09:30:00Z"],
            "FeatureCreated", "Feature", "042-importer",
            """{"feature_slug":"042-importer","feature_number":"042","target_branch":"main","wp_count":3,"created_at":"2026-02-12T09:30:00Z"}"""
        },
        {
            ["feature", "complete", "042-importer", "--wps", "3", "--duration", "4 days", "--completed-at", "2026-02-16T09:30:00Z"],
            "FeatureCompleted", "Feature", "042-importer",
            """{"feature_slug":"042-importer","total_wps":3,"completed_at":"2026-02-16T09:30:00Z","total_duration":"4 days"}"""
        },
        {
            ["error", "log", "--type", "runtime", "--message", "It broke.", "--wp", "WP01", "--stack-trace", "@trace.txt", "--agent", "claude"],
            "ErrorLogged", "WorkPackage", "WP01",
            """{"error_type":"runtime","error_message":"It broke.","wp_id":"WP01","stack_trace":"at one\nat two\n","agent_id":"claude"}"""
        },
        {
            ["error", "log", "--type", "network", "--message", "No answer."],
            "ErrorLogged", "Feature", "error", """{"error_type":"network","error_message":"No answer."}"""
        },
    };

    public async ValueTask InitializeAsync()
    {
        (await _line.RunAsync("init", "--slug", "kitty")).ShouldEnd(ExitCodes.Fine);
        await File.WriteAllTextAsync(Path.Join(_line.WorkingDirectory, "trace.txt"), "at one\nat two\n");
    }

    public ValueTask DisposeAsync()
    {
        _line.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Typed))]
    public async Task Command_OfAWireType_QueuesItsEventAndPrintsIt(string[] words, string type, string aggregateType, string aggregateId, string payload)
    {
        var outcome = (await _line.RunAsync([.. words, "--json"])).ShouldEnd(ExitCodes.Fine);

        using var envelope = JsonDocument.Parse(outcome.Output);
        envelope.RootElement.GetProperty("event_type").GetString().ShouldBe(type);
        envelope.RootElement.GetProperty("aggregate_type").GetString().ShouldBe(aggregateType);
        envelope.RootElement.GetProperty("aggregate_id").GetString().ShouldBe(aggregateId);
        using var expected = JsonDocument.Parse(payload);
        JsonElement.DeepEquals(envelope.RootElement.GetProperty("payload"), expected.RootElement).ShouldBeTrue(outcome.Output);
        outcome.Error.ShouldBe("");
        (await PendingAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData("note")]
    [InlineData("error")]
    public async Task Command_WithADash_TakesTheTextOfStandardInput(string command)
    {
        string[] words = command == "note"
            ? ["wp", "note", "WP01", "--type", "review", "--content", "-", "--json"]
            : ["error", "log", "--type", "auth", "--message", "M", "--stack-trace", "-", "--json"];

        var outcome = (await _line.RunAsync(words, "line one\nline two\n")).ShouldEnd(ExitCodes.Fine);

        outcome.Output.ShouldContain("line one\\nline two\\n");
    }

    [Fact]
    public async Task Emit_AFileWithAByteOrderMark_IsRead()
    {
        await File.WriteAllBytesAsync(Path.Join(_line.WorkingDirectory, "p.json"), [0xEF, 0xBB, 0xBF, .. """{"error_type":"auth","error_message":"m"}"""u8]);

        (await _line.RunAsync("emit", "ErrorLogged", "--payload", "@p.json")).ShouldEnd(ExitCodes.Fine);
    }

    [Fact]
    public async Task Move_FromPlannedOnOffline_SendsWhatTheWireShows()
    {
        await SuppressedAsync("no_previous_lane", "wp", "move", "WP01", "--to", "planned", "--by", "ada");
        await SuppressedAsync("same_sync_lane", "wp", "move", "WP01", "--to", "claimed", "--by", "ada");
        (await PendingAsync()).ShouldBe(0);

        (await _line.RunAsync("wp", "move", "WP01", "--to", "in_progress", "--by", "ada")).ShouldEnd(ExitCodes.Fine).Line.ShouldMatch("^[0-9A-HJKMNP-TV-Z]{26}$");

        (await PendingAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData("wp-create-faults", "wp", "create", "wp1", "--title", "", "--feature", "", "--depends-on", "x", "WP02")]
    [InlineData("wp-create-missing", "wp", "create", "WP01")]
    [InlineData("wp-assign-faults", "wp", "assign", "WP001", "--agent", "", "--phase", "testing", "--retry-count", "often")]
    [InlineData("wp-note-faults", "wp", "note", "x", "--type", "song", "--content", "")]
    [InlineData("wp-resolve-faults", "wp", "resolve", "x", "--on", "y", "--as", "done")]
    [InlineData("feature-create-faults", "feature", "create", "importer", "--number", "42", "--target-branch", "", "--wps", "-1", "--created-at", "yesterday")]
    [InlineData("feature-complete-faults", "feature", "complete", "", "--wps", "three", "--completed-at", "soon")]
    [InlineData("error-log-faults", "error", "log", "--type", "odd", "--message", "")]
    [InlineData("wp-move-faults", "wp", "move", "x", "--to", "nowhere", "--from", "somewhere", "--by", "", "--force", "--evidence", "{\"repos\":[]}")]
    [InlineData("wp-move-unknown", "wp", "move", "WP01", "--to", "doing", "--by", "ada")]
    [InlineData("wp-move-forbidden", "wp", "move", "WP01", "--from", "planned", "--to", "done", "--by", "ada", "--evidence", Evidence)]
    [InlineData("wp-move-terminal", "wp", "move", "WP01", "--from", "done", "--to", "planned", "--by", "ada")]
    [InlineData("wp-move-guard", "wp", "move", "WP01", "--from", "for_review", "--to", "in_progress", "--by", "ada")]
    [InlineData("wp-move-no-evidence", "wp", "move", "WP01", "--from", "for_review", "--to", "done", "--by", "ada")]
    [InlineData("wp-move-bad-evidence", "wp", "move", "WP01", "--from", "for_review", "--to", "done", "--evidence", "{oops}")]
    [InlineData("wp-move-suppressed", "wp", "move", "WP01", "--from", "in_progress", "--to", "blocked", "--by", "ada", "--json")]
    public async Task Command_WithWhatCannotStand_SaysAllOfItAtOnce(string name, params string[] words)
    {
        Approval.Match($"Error.{name}", (await _line.RunAsync(words)).Transcript);

        (await PendingAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Command_AfterTheClockWasDamaged_SaysSoAndGoesOn()
    {
        (await _line.RunAsync("error", "log", "--type", "auth", "--message", "m")).ShouldEnd(ExitCodes.Fine);
        await File.WriteAllTextAsync(Path.Join(_line.Home, "clock.json"), "{\"val");

        var outcome = await _line.RunAsync("error", "log", "--type", "auth", "--message", "m", "--json");

        outcome.ShouldEnd(ExitCodes.Fine).Error.ShouldContain("warning: The clock");
        using var envelope = JsonDocument.Parse(outcome.Output);
        envelope.RootElement.GetProperty("lamport_clock").GetInt64().ShouldBe(2);
    }

    private async Task SuppressedAsync(string why, params string[] words)
    {
        var outcome = (await _line.RunAsync([.. words, "--json"])).ShouldEnd(ExitCodes.Fine);
        using var answer = JsonDocument.Parse(outcome.Output);
        answer.RootElement.GetProperty("queued").GetBoolean().ShouldBeFalse();
        answer.RootElement.GetProperty("why").GetString().ShouldBe(why);
        outcome.Error.ShouldContain("Nothing is sent");
    }

    private async Task<int> PendingAsync()
    {
        using var status = JsonDocument.Parse((await _line.RunAsync("sync", "status", "--json")).ShouldEnd(ExitCodes.Fine).Output);
        return status.RootElement.GetProperty("pending").GetInt32();
    }
}
