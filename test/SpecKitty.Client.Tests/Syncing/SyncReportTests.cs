using System.Text.Json;
using SpecKitty.Client.Syncing;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Syncing;

public sealed class SyncReportTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 2, 12, 10, 0, 0, TimeSpan.Zero);

    private readonly TempHome _temp = new();

    private string ReportPath => _temp.Beside("report.json");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Save_ARunWithFailures_IsTheReportOfTheContract()
    {
        SyncReport.Save(ReportPath, Summary, Now);

        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(ReportPath));
        JsonSerializer.Serialize(report.RootElement).ShouldBe(
            """{"generated_at":"2026-02-12T10:00:00Z","summary":{"total_events":10,"synced":3,"duplicates":1,"failed":2,"categories":{"schema_mismatch":1,"unknown":1}},"failures":[{"event_id":"E1","error":"wp_id is missing","category":"schema_mismatch"},{"event_id":"E2","error":"no","category":"unknown"}],"not_linked":7,"held_by_others":6,"unanswered":4,"damaged":5}""");
    }

    [Fact]
    public async Task Save_OverAnOldReport_ReplacesItAndLeavesNothingBeside()
    {
        await File.WriteAllTextAsync(ReportPath, new string('x', 100_000));

        SyncReport.Save(ReportPath, SyncSummary.NotBegun(new ClientException(ClientFailure.ServerUnreachable, "The server is away.", "Wait.")), Now);

        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(ReportPath));
        report.RootElement.GetProperty("stopped").GetString().ShouldBe("The server is away.");
        report.RootElement.GetProperty("summary").GetProperty("total_events").GetInt32().ShouldBe(0);
        Directory.GetFiles(Path.GetDirectoryName(ReportPath)!).ShouldBe([ReportPath]);
    }

    [Fact]
    public async Task Save_ThroughASymbolicLink_ReplacesWhatItPointsTo()
    {
        var target = _temp.Beside("target.json");
        await File.WriteAllTextAsync(target, "old");
        File.CreateSymbolicLink(ReportPath, target);

        SyncReport.Save(ReportPath, Summary, Now);

        (await File.ReadAllTextAsync(target)).ShouldContain("generated_at");
        new FileInfo(ReportPath).LinkTarget.ShouldBe(target);
    }

    [Fact]
    public void Save_WhereNothingCanBeWritten_SaysSoAndLeavesNothing()
    {
        Directory.CreateDirectory(ReportPath);

        Should.Throw<ClientException>(() => SyncReport.Save(ReportPath, Summary, Now)).Failure.ShouldBe(ClientFailure.LocalFile);

        Directory.GetFiles(Path.GetDirectoryName(ReportPath)!).ShouldBeEmpty();
        Should.Throw<ClientException>(() => SyncReport.Save(_temp.Beside("no/such/folder.json"), Summary, Now)).Message.ShouldContain("could not be written");
    }

    private static SyncSummary Summary => new()
    {
        Synced = 3,
        Duplicates = 1,
        Failures = [new SyncFailure("E1", "wp_id is missing", "schema_mismatch"), new SyncFailure("E2", "no", "unknown")],
        Unanswered = 4,
        Damaged = 5,
        HeldByOthers = 6,
        NotLinked = 7,
    };
}
