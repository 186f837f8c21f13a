using System.Text.Json;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Commands;

/// <summary>A sync whose request is refused as a whole, as by a proxy or at the wrong address.</summary>
public sealed class SyncRefusedTests : IAsyncLifetime
{
    private readonly CommandLine _line = new();
    private readonly EchoingServer _server = new();

    public async ValueTask InitializeAsync()
    {
        (await _line.RunAsync("init", "--slug", "kitty")).ShouldEnd(ExitCodes.Fine);
        (await _line.RunAsync(["auth", "login", "--server", _server.Url, "--username", "Ada", "--password-stdin"], "good")).ShouldEnd(ExitCodes.Fine);
        (await _line.RunAsync("project", "link", "--server", _server.Url, "--username", "ada")).ShouldEnd(ExitCodes.Fine);
        (await _line.RunAsync("emit", "WPStatusChanged", "--payload", """{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}""")).ShouldEnd(ExitCodes.Fine);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _line.Dispose();
    }

    [Theory]
    [InlineData(301, "sign in with the address that it leads to")]
    [InlineData(404, "Check the address")]
    public async Task Now_ARequestThatIsRefusedAsAWhole_CouldNotBeTried(int status, string remedy)
    {
        _server.Status = status;

        var outcome = (await _line.RunAsync("sync", "now", "--json")).ShouldEnd(ExitCodes.ServerUnreachable);

        outcome.Error.ShouldContain(remedy);
        using var report = JsonDocument.Parse(outcome.Output);
        report.RootElement.GetProperty("stopped").GetString()!.ShouldStartWith("The server refused the batch");
        report.RootElement.GetProperty("summary").GetProperty("failed").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Now_AnEventThatIsRefusedAlone_IsRejected()
    {
        _server.Status = 400;

        var outcome = (await _line.RunAsync("sync", "now", "--json")).ShouldEnd(ExitCodes.Rejected);

        outcome.Error.ShouldContain("sync diagnose");
        using var report = JsonDocument.Parse(outcome.Output);
        report.RootElement.GetProperty("summary").GetProperty("failed").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Now_NothingThatMayGoOut_SaysInTheReportWhatStays()
    {
        (await _line.RunAsync("project", "unlink")).ShouldEnd(ExitCodes.Fine);

        using var report = JsonDocument.Parse((await _line.RunAsync("sync", "now", "--json")).ShouldEnd(ExitCodes.Fine).Output);

        report.RootElement.GetProperty("not_linked").GetInt32().ShouldBe(1);
        new[] { "held_by_others", "unanswered", "damaged" }.ShouldAllBe(name => report.RootElement.GetProperty(name).GetInt32() == 0);
    }

    [Fact]
    public async Task StatusCheck_AnAddressThatIsNoServerOfOurs_SaysToCheckIt()
    {
        _server.Status = 404;

        (await _line.RunAsync("sync", "status", "--check")).ShouldEnd(ExitCodes.ServerUnreachable).Error.ShouldContain("Check the address");
    }

    [Theory]
    [InlineData("ada", "", 0)]
    [InlineData("grace", "", 1)]
    [InlineData("ada", "elsewhere/", 1)]
    public async Task Status_AProjectLinkedToAnotherServerOrUser_IsNamedWithWhatItIsLinkedTo(string username, string path, int named)
    {
        (await _line.RunAsync("project", "link", "--server", $"{_server.Url}/{path}", "--username", username)).ShouldEnd(ExitCodes.Fine);

        using var status = JsonDocument.Parse((await _line.RunAsync("sync", "status", "--json")).ShouldEnd(ExitCodes.Fine).Output);

        var projects = status.RootElement.GetProperty("not_linked").EnumerateArray().ToList();
        projects.Count.ShouldBe(named);
        projects.ShouldAllBe(project => project.GetProperty("linked_username").GetString() == username && project.GetProperty("linked_server").GetString() == $"{_server.Url}/{path}");
        (await _line.RunAsync("auth", "logout")).ShouldEnd(ExitCodes.Fine);
        using var signedOut = JsonDocument.Parse((await _line.RunAsync("sync", "status", "--json")).ShouldEnd(ExitCodes.Fine).Output);
        signedOut.RootElement.GetProperty("not_linked").GetArrayLength().ShouldBe(0);
    }
}
