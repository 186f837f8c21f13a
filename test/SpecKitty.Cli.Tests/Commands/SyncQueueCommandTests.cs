using System.Text.Json;
using SpecKitty.Cli.Tests.Support;
using SpecKitty.Client.Home;
using SpecKitty.Client.Queue;

namespace SpecKitty.Cli.Tests.Commands;

/// <summary>The commands over the queue that ask no server.</summary>
public sealed class SyncQueueCommandTests : IAsyncLifetime
{
    private const string Moved = """{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}""";
    private const string Server = "https://kitty.example/";

    private readonly CommandLine _line = new();
    private string _project = "";

    public async ValueTask InitializeAsync() => _project = (await _line.RunAsync("init", "--slug", "kitty")).ShouldEnd(ExitCodes.Fine).Line;

    public ValueTask DisposeAsync()
    {
        _line.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Status_OfAnUnlinkedProject_NamesItAndWhatWaits()
    {
        await EmitAsync();
        await EmitAsync();

        var outcome = (await _line.RunAsync("sync", "status")).ShouldEnd(ExitCodes.Fine);
        var status = await JsonAsync("sync", "status", "--json");

        outcome.Output.ShouldContain("waiting    2 of at most");
        outcome.Output.ShouldContain(_project);
        status.GetProperty("not_linked")[0].GetProperty("project_uuid").GetString().ShouldBe(_project);
        status.GetProperty("types")[0].GetProperty("event_type").GetString().ShouldBe("WPStatusChanged");
        status.GetProperty("types")[0].GetProperty("events").GetInt32().ShouldBe(2);
        status.TryGetProperty("check", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Status_Rejections_AreCountedAndBounded()
    {
        for (var number = 0; number < 3; number++)
        {
            await EmitAsync();
        }

        Settle(row => new Rejection("unknown", "because"));

        var status = await JsonAsync("sync", "status", "--json", "--limit", "2");

        status.GetProperty("failed").GetInt32().ShouldBe(3);
        status.GetProperty("rejected").GetArrayLength().ShouldBe(2);
        status.GetProperty("reasons")[0].GetProperty("events").GetInt32().ShouldBe(3);
        status.GetProperty("attempts")[0].GetProperty("attempts").GetInt32().ShouldBe(1);
        (await _line.RunAsync("sync", "status", "--limit", "2")).ShouldEnd(ExitCodes.Fine).Error.ShouldContain("2 of 3");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("x")]
    public async Task Status_ALimitThatIsNone_IsMisuse(string limit) =>
        (await _line.RunAsync("sync", "status", "--limit", limit)).ShouldEnd(ExitCodes.Misuse);

    [Fact]
    public async Task Status_CheckedByNobody_EndsWithTheCodeOfTheSignIn()
    {
        var outcome = await _line.RunAsync("sync", "status", "--check", "--json");

        using var json = JsonDocument.Parse(outcome.ShouldEnd(ExitCodes.NotSignedIn).Output);
        json.RootElement.GetProperty("check").GetProperty("signed_in").GetBoolean().ShouldBeFalse();
        json.RootElement.GetProperty("check").GetProperty("fix").GetString()!.ShouldContain("auth login");
    }

    [Fact]
    public async Task Diagnose_AnEmptyQueue_IsFine()
    {
        var outcome = await _line.RunAsync("sync", "diagnose");

        outcome.ShouldEnd(ExitCodes.Fine).Output.ShouldBe("");
        outcome.Error.ShouldContain("Nothing is wrong");
    }

    [Fact]
    public async Task Diagnose_AnUnlinkedProjectAndABrokenEvent_EndsWithTheGraver()
    {
        var id = await EmitAsync();
        (await _line.RunAsync("sync", "diagnose")).ShouldEnd(ExitCodes.Rejected).Output.ShouldContain("not_linked: 1 event\n");
        Enqueue("01KGF1Y6W46ESBVZ57T5DFV001", """{"event_id":"01KGF1Y6W46ESBVZ57T5DFV001"}""");

        var outcome = await _line.RunAsync("sync", "diagnose", "--json");

        using var json = JsonDocument.Parse(outcome.ShouldEnd(ExitCodes.ContractBroken).Output);
        var findings = json.RootElement.GetProperty("findings").EnumerateArray().ToList();
        findings[0].GetProperty("cause").GetString().ShouldBe("contract_broken");
        findings[^1].GetProperty("cause").GetString().ShouldBe("not_linked");
        findings[^1].GetProperty("event_ids")[0].GetString().ShouldBe(id);
        findings.ShouldAllBe(finding => finding.GetProperty("fix").GetString()!.Length > 0);
    }

    [Fact]
    public async Task Retry_ADeadEvent_IsPendingAgain()
    {
        var id = await EmitAsync();
        for (var round = 0; round < new OfflineQueueOptions().AttemptLimit; round++)
        {
            Settle(_ => new Rejection("unknown", "because"));
        }

        (await _line.RunAsync("sync", "retry")).ShouldEnd(ExitCodes.Fine).Output.ShouldBe("Retried: 0\n");
        (await JsonAsync("sync", "retry", id, "--json")).GetProperty("retried").GetInt32().ShouldBe(1);
        (await JsonAsync("sync", "status", "--json")).GetProperty("pending").GetInt32().ShouldBe(1);
        (await _line.RunAsync("sync", "retry", id)).ShouldEnd(ExitCodes.Misuse).Error.ShouldContain("is pending");
    }

    [Fact]
    public async Task Requeue_ToAServerOfNoLink_NamesTheProjectAndTheCommand()
    {
        await EmitAsync();
        Settle(_ => null);

        var refused = await _line.RunAsync("sync", "requeue", "--to", Server);
        (await _line.RunAsync("project", "link", "--server", Server, "--username", "ada")).ShouldEnd(ExitCodes.Fine);
        var dry = await _line.RunAsync("sync", "requeue", "--to", Server, "--dry-run");
        var done = await JsonAsync("sync", "requeue", "--to", Server, "--since", "2020-01-01T00:00:00Z", "--project", _project, "--json");

        refused.ShouldEnd(ExitCodes.Misuse).Error.ShouldContain(_project);
        refused.Error.ShouldContain($"spec-kitty project link --server {Server}");
        dry.ShouldEnd(ExitCodes.Fine).Output.ShouldStartWith("Would be requeued: 1\n");
        done.GetProperty("requeued").GetInt32().ShouldBe(1);
        (await JsonAsync("sync", "status", "--json")).GetProperty("pending").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("--since", "yesterday")]
    [InlineData("--since", "2026-02-12T10:00:00")]
    [InlineData("--project", "kitty")]
    public async Task Requeue_AnOptionThatCannotBeRead_IsMisuse(string option, string value) =>
        (await _line.RunAsync("sync", "requeue", "--to", Server, option, value)).ShouldEnd(ExitCodes.Misuse).Error.ShouldContain(value);

    [Fact]
    public async Task Drop_InAScript_NeedsYesAndKeepsACopy()
    {
        var id = await EmitAsync();

        var refused = await _line.RunAsync("sync", "drop", id, "--reason", "broken");
        var dropped = await _line.RunAsync("sync", "drop", id, "--reason", "broken", "--yes");

        refused.ShouldEnd(ExitCodes.Misuse).Error.ShouldContain("--yes");
        dropped.ShouldEnd(ExitCodes.Fine).Output.ShouldBe($"Dropped: {id}\n");
        dropped.Error.ShouldContain("dropped.jsonl");
        (await File.ReadAllTextAsync(Path.Join(_line.Home, "dropped.jsonl"))).ShouldContain(id);
        (await JsonAsync("sync", "status", "--json")).GetProperty("pending").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("y", ExitCodes.Fine, 0)]
    [InlineData("", ExitCodes.Misuse, 1)]
    [InlineData("no", ExitCodes.Misuse, 1)]
    [InlineData(null, ExitCodes.Misuse, 1)]
    public async Task Drop_AtATerminal_AsksAndObeys(string? answer, int code, int left)
    {
        var id = await EmitAsync();
        _line.InputIsTerminal = true;
        _line.Typed = answer;

        (await _line.RunAsync("sync", "drop", id, "--reason", "broken")).ShouldEnd(code).Error.ShouldContain("[y/N]");

        (await JsonAsync("sync", "status", "--json")).GetProperty("pending").GetInt32().ShouldBe(left);
    }

    [Fact]
    public async Task Drop_WithoutAReasonOrAnEvent_IsMisuse()
    {
        var id = await EmitAsync();

        (await _line.RunAsync("sync", "drop", id, "--yes")).ShouldEnd(ExitCodes.Misuse);
        (await _line.RunAsync("sync", "drop", id, "--reason", " ", "--yes")).ShouldEnd(ExitCodes.Misuse);
        (await _line.RunAsync("sync", "drop", "nothing", "--reason", "x", "--yes")).ShouldEnd(ExitCodes.Misuse);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Export_WhatWaits_IsALogThatTheOtherCommandsTake(bool toFile)
    {
        string[] ids = [await EmitAsync(), await EmitAsync()];

        var outcome = await _line.RunAsync(toFile ? ["sync", "export", "--output", "waiting.jsonl"] : ["sync", "export"]);

        outcome.ShouldEnd(ExitCodes.Fine).Error.ShouldContain("2 events exported");
        var path = Path.Join(_line.WorkingDirectory, "waiting.jsonl");
        if (!toFile)
        {
            await File.WriteAllTextAsync(path, outcome.Output);
        }

        (await File.ReadAllLinesAsync(path)).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event_id").GetString()).ShouldBe(ids);
        (await _line.RunAsync("events", "validate", path)).ShouldEnd(ExitCodes.Fine);
        (await _line.RunAsync("events", "reduce", "--reducer", "board", path)).ShouldEnd(ExitCodes.Fine).Output.ShouldContain("WP01");
    }

    [Fact]
    public async Task Export_ADamagedRow_IsLeftOutLoudly()
    {
        await EmitAsync();
        await EmitAsync();
        var path = Path.Join(_line.Home, "queue.db");

        // Another text of the same length in the file itself, as a bad sector would leave it.
        using (var queue = Open())
        {
            queue.Status();
        }

        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.AsSpan().LastIndexOf("planned"u8)] = (byte)'b';
        await File.WriteAllBytesAsync(path, bytes);

        var outcome = await _line.RunAsync("sync", "export");

        outcome.ShouldEnd(ExitCodes.Fine).Error.ShouldContain("1 damaged row left out");
        outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
        (await _line.RunAsync("sync", "diagnose")).Output.ShouldContain("damaged_row: 1 event\n");
    }

    [Fact]
    public async Task Export_OfStatesAndAProject_TakesOnlyThose()
    {
        await EmitAsync();
        Settle(_ => null);
        await EmitAsync();

        (await _line.RunAsync("sync", "export", "--state", "delivered")).ShouldEnd(ExitCodes.Fine).Error.ShouldContain("1 event exported");
        (await _line.RunAsync("sync", "export", "--state", "delivered", "--state", "pending", "--project", _project)).Error.ShouldContain("2 events exported");
        (await _line.RunAsync("sync", "export", "--project", Guid.Empty.ToString())).Error.ShouldContain("0 events exported");
        (await _line.RunAsync("sync", "export", "--state", "gone")).ShouldEnd(ExitCodes.Misuse);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3601")]
    [InlineData("soon")]
    public async Task Watch_WithAnIntervalThatCannotBe_IsMisuse(string interval) =>
        (await _line.RunAsync("sync", "watch", "--interval", interval)).ShouldEnd(ExitCodes.Misuse);

    private async Task<string> EmitAsync() => (await _line.RunAsync("emit", "WPStatusChanged", "--payload", Moved)).ShouldEnd(ExitCodes.Fine).Line;

    private async Task<JsonElement> JsonAsync(params string[] words)
    {
        using var json = JsonDocument.Parse((await _line.RunAsync(words)).ShouldEnd(ExitCodes.Fine).Output);
        return json.RootElement.Clone();
    }

    private OfflineQueue Open() => OfflineQueue.Open(SpecKittyHome.Find(_ => _line.Home));

    private void Enqueue(string id, string envelope)
    {
        using var queue = Open();
        queue.Enqueue(new QueuedEvent(id, "WPStatusChanged", Guid.Parse(_project), System.Text.Encoding.UTF8.GetBytes(envelope)));
    }

    private void Settle(Func<LeasedEvent, Rejection?> judge)
    {
        using var queue = Open();
        using var lease = queue.BeginLease(TimeSpan.FromMinutes(1), server: new Uri("https://old.example/"));
        lease.Settle([.. lease.Take(100, 100_000).Select(row => new Delivery(row.Position, judge(row)))]);
    }
}
