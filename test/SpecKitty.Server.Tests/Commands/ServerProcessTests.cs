using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SpecKitty.Server.Commands;

namespace SpecKitty.Server.Tests.Commands;

public sealed class ServerProcessTests
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task Server_AsAProcess_AddsAUserServesAndStopsWhenTold()
    {
        var folder = Directory.CreateTempSubdirectory("speckitty-process-").FullName;
        try
        {
            string[] add = ["user", "add", "ada", "--team", "tea", "--role", "admin", "--password-stdin", "--data", folder];
            (await RunAsync(add, Password)).ExitCode.ShouldBe(ExitCodes.Fine);
            var twice = await RunAsync(add, Password);
            twice.ExitCode.ShouldBe(ExitCodes.Failure);
            twice.Error.ShouldContain("ada");

            using var server = Start(["--data", folder, "--urls", "http://127.0.0.1:0"]);
            try
            {
                var url = await ReadAddressAsync(server);
                using var http = new HttpClient { BaseAddress = url };
                (await http.GetAsync("/healthz")).StatusCode.ShouldBe(HttpStatusCode.OK);
                (await http.PostAsJsonAsync("/api/v1/token/", new { username = "ada", password = Password })).StatusCode.ShouldBe(HttpStatusCode.OK);
                if (!OperatingSystem.IsWindows())
                {
                    Process.Start("kill", ["-TERM", $"{server.Id}"]).WaitForExit();
                    await server.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
                    server.ExitCode.ShouldBe(ExitCodes.Fine);
                }
            }
            finally
            {
                server.Kill();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
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
    public async Task CommandLine_Misused_ExitsWithTwoAndSaysWhy(params string[] arguments)
    {
        var run = await RunAsync(arguments, "");

        run.ExitCode.ShouldBe(ExitCodes.Misuse);
        run.Error.ShouldNotBeEmpty();
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task CommandLine_Help_TeachesWithExamples()
    {
        var run = await RunAsync(["--help"], "");

        run.ExitCode.ShouldBe(ExitCodes.Fine);
        run.Output.ShouldContain("--demo");
        run.Output.ShouldContain("user add ada");
    }

    [Fact]
    public async Task Config_WithFlagsAndVariables_ShowsEachValueWithItsSourceAndNoSecret()
    {
        string[] arguments = ["config", "--json", "--demo", "--set", "limits.depth=99", "--database", "Host=db;Database=kitty;Password=canary"];

        var run = await RunAsync(arguments, "");

        run.ExitCode.ShouldBe(ExitCodes.Fine, run.Error);
        run.Output.ShouldNotContain("canary");
        var entries = JsonSerializer.Deserialize<JsonElement>(run.Output).EnumerateArray().ToDictionary(entry => entry.GetProperty("key").GetString()!);
        entries["limits.depth"].GetProperty("value").GetString().ShouldBe("99");
        entries["limits.depth"].GetProperty("source_name").GetString().ShouldBe("--set");
        entries["demo.enabled"].GetProperty("value").GetString().ShouldBe("true");
        entries["server.urls"].GetProperty("source").GetString().ShouldBe("default");
    }

    [Fact]
    public async Task UserAdd_ShortPassword_IsMisuse()
    {
        var run = await RunAsync(["user", "add", "ada", "--team", "tea", "--role", "admin", "--password-stdin", "--data", Path.GetTempPath()], "short");

        run.ExitCode.ShouldBe(ExitCodes.Misuse);
        run.Error.ShouldNotContain("short ");
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string[] arguments, string input)
    {
        using var process = Start(arguments);
        await process.StandardInput.WriteLineAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return (process.ExitCode, await output, await error);
    }

    private static Process Start(string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SpecKitty.Server.dll"), .. arguments])
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static async Task<Uri> ReadAddressAsync(Process server)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await server.StandardError.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Split(' ').FirstOrDefault(word => word.StartsWith("http://", StringComparison.Ordinal)) is { } url)
            {
                return new Uri(url.TrimEnd(':'));
            }
        }

        throw new InvalidOperationException("The server ended before it listened.");
    }
}
