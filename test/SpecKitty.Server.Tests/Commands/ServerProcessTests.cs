using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SpecKitty.Server.Commands;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Commands;

public sealed class ServerProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("speckitty-process-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Server_AsAProcess_AddsAUserServesAndStopsWhenTold()
    {
        string[] add = ["user", "add", "ada", "--team", "tea", "--role", "admin", "--password-stdin", "--data", _folder];
        (await ServerProcess.RunAsync(add, RunningServer.Password)).ExitCode.ShouldBe(ExitCodes.Fine);
        var twice = await ServerProcess.RunAsync(add, RunningServer.Password);
        twice.ExitCode.ShouldBe(ExitCodes.Failure);
        twice.Error.ShouldContain("ada");

        await using var server = ServerProcess.Start(["--data", _folder, "--urls", "http://127.0.0.1:0"]);
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
        (await http.GetAsync("/healthz")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.PostAsJsonAsync("/api/v1/token/", new { username = "ada", password = RunningServer.Password })).StatusCode.ShouldBe(HttpStatusCode.OK);
        if (!OperatingSystem.IsWindows())
        {
            server.Terminate();
            (await server.WaitAsync()).ShouldBe(ExitCodes.Fine);
        }
    }

    [Fact]
    public async Task Server_OnAFolderThatAServerHas_SaysSoAndLeavesItAlone()
    {
        await using var first = ServerProcess.Start(["--data", _folder, "--urls", "http://127.0.0.1:0"]);
        using var http = new HttpClient { BaseAddress = await first.AddressAsync() };

        var second = await ServerProcess.RunAsync(["--data", _folder, "--urls", "http://127.0.0.1:0"]);

        second.ExitCode.ShouldBe(ExitCodes.Failure);
        second.Error.ShouldContain("runs on the data folder");
        (await ServerProcess.WaitForReadinessAsync(http, HttpStatusCode.OK)).Dispose();
    }

    [Theory]
    [InlineData("user", "add")]
    [InlineData("user", "add", "ada", "--team", "tea", "--role", "boss", "--password-stdin")]
    [InlineData("user", "add", "ada", "--team", "No Team", "--role", "admin", "--password-stdin")]
    [InlineData("--demo-speed", "0")]
    [InlineData("--urls", "nonsense")]
    [InlineData("--nonsense")]
    [InlineData("--set", "nonsense")]
    [InlineData("--urls", "http://0.0.0.0:0")]
    [InlineData("--config", "/nowhere/server.json")]
    [InlineData("config", "--set", "limits.bytes=many")]
    [InlineData("backup")]
    [InlineData("backup", "x", "--database", "Host=db;Database=kitty")]
    [InlineData("restore", "/nowhere/backup.db")]
    public async Task CommandLine_Misused_ExitsWithTwoAndSaysWhy(params string[] arguments)
    {
        var run = await ServerProcess.RunAsync(arguments);

        run.ExitCode.ShouldBe(ExitCodes.Misuse);
        run.Error.ShouldNotBeEmpty();
        run.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--demo", "user add ada", "--set <KEY=VALUE>", "Exit codes: 0 fine")]
    [InlineData("config", "SPECKITTY_SERVER__URLS", "--json", "Exit codes: 0 fine")]
    [InlineData("backup", "--force", "SpecKitty.Server backup /", "Exit codes: 0 fine")]
    [InlineData("restore", "while no server runs", "SpecKitty.Server restore /", "Exit codes: 0 fine")]
    public async Task CommandLine_Help_TeachesWithExamples(string command, params string[] expected)
    {
        var run = await ServerProcess.RunAsync([command, "--help"]);

        run.ExitCode.ShouldBe(ExitCodes.Fine);
        foreach (var text in expected)
        {
            run.Output.ShouldContain(text);
        }
    }

    [Fact]
    public async Task CommandLine_Version_IsTheVersionOfTheServer()
    {
        var run = await ServerProcess.RunAsync(["--version"]);

        run.ExitCode.ShouldBe(ExitCodes.Fine);
        run.Output.ShouldStartWith(typeof(ServerCommandLine).Assembly.GetName().Version!.ToString(3));
    }

    [Fact]
    public async Task Config_WithFlagsAndVariables_ShowsEachValueWithItsSourceAndNoSecret()
    {
        string[] arguments = ["config", "--json", "--demo", "--set", "limits.depth=99", "--database", "Host=db;Database=kitty;Password=canary"];

        var run = await ServerProcess.RunAsync(arguments, environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["SPECKITTY_CACHE__EVENTS"] = "5000" });

        run.ExitCode.ShouldBe(ExitCodes.Fine, run.Error);
        run.Output.ShouldNotContain("canary");
        var entries = JsonSerializer.Deserialize<JsonElement>(run.Output).EnumerateArray().ToDictionary(entry => entry.GetProperty("key").GetString()!, StringComparer.Ordinal);
        entries["limits.depth"].GetProperty("value").GetString().ShouldBe("99");
        entries["limits.depth"].GetProperty("source_name").GetString().ShouldBe("--set");
        entries["cache.events"].GetProperty("source_name").GetString().ShouldBe("SPECKITTY_CACHE__EVENTS");
        entries["demo.enabled"].GetProperty("value").GetString().ShouldBe("true");
        entries["server.urls"].GetProperty("source").GetString().ShouldBe("default");
    }

    [Fact]
    public async Task UserAdd_ShortPassword_IsMisuse()
    {
        var run = await ServerProcess.RunAsync(["user", "add", "ada", "--team", "tea", "--role", "admin", "--password-stdin", "--data", _folder], "short");

        run.ExitCode.ShouldBe(ExitCodes.Misuse);
        run.Error.ShouldNotContain("short ");
    }
}
