using System.Runtime.InteropServices;
using System.Text.Json;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Packaging;

/// <summary>What users install, made as a release makes it and run as they run it.</summary>
public sealed class PackagingTests(ReleaseBuild build) : IClassFixture<ReleaseBuild>, IAsyncLifetime
{
    private readonly DirectoryInfo _top = Directory.CreateTempSubdirectory("spec-kitty-packaging-");

    private string Work => Path.Join(_top.FullName, "work");

    private Dictionary<string, string> Surroundings => new() { ["SPEC_KITTY_HOME"] = Path.Join(_top.FullName, "home") };

    public ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Work);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _top.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Tool_InstalledFromItsPackage_Runs()
    {
        var packages = Path.Join(_top.FullName, "packages");
        await build.RunAsync("pack", "--output", packages, "-p:PackToolByMachine=true");
        Directory.GetFiles(packages).Select(Path.GetFileName).ShouldContain(name => name!.StartsWith($"SpecKitty.Cli.{RuntimeInformation.RuntimeIdentifier}.", StringComparison.Ordinal));

        // A configuration without any other source: what is installed comes from the packed file, not from somewhere else.
        var sources = Path.Join(_top.FullName, "nuget.config");
        await File.WriteAllTextAsync(sources, $"""<configuration><packageSources><clear /><add key="packed" value="{packages}" /></packageSources></configuration>""", TestContext.Current.CancellationToken);
        var cache = new Dictionary<string, string> { ["NUGET_PACKAGES"] = Path.Join(_top.FullName, "cache") };
        var tools = Path.Join(_top.FullName, "tools");
        var install = await Sdk.RunAsync("dotnet", ["tool", "install", "SpecKitty.Cli", "--tool-path", tools, "--configfile", sources], Work, cache);
        install.Code.ShouldBe(0, install.Output + install.Error);

        await ShouldRunAsync(Path.Join(tools, "spec-kitty"));
    }

    [Fact]
    public async Task File_PublishedTrimmed_StandsAloneAndRuns()
    {
        var folder = Path.Join(_top.FullName, "published");

        // Trimmed as for a release. Compiling it ahead takes the longest by far and changes nothing that it does; the tool's package above has that.
        await build.RunAsync(
            "publish", "--runtime", RuntimeInformation.RuntimeIdentifier, "--self-contained",
            "-p:PublishSingleFile=true", "-p:PublishTrimmed=true", "-p:PublishReadyToRun=false", "--output", folder);

        Directory.GetFileSystemEntries(folder).ShouldBe([Path.Join(folder, "spec-kitty")]);
        await ShouldRunAsync(Path.Join(folder, "spec-kitty"));
        await ShouldTalkToAServerAsync(Path.Join(folder, "spec-kitty"));
    }

    /// <summary>Sign-in, batches, missions and the stream of one: all the JSON that goes to a server and comes from it.</summary>
    private async Task ShouldTalkToAServerAsync(string program)
    {
        await using var server = await RealServer.StartAsync(("ada", "tea"));
        var login = await Sdk.RunAsync(program, ["auth", "login", "--server", server.Url, "--username", "ada", "--password-stdin"], Work, Surroundings, RealServer.Password + "\n");
        login.Code.ShouldBe(0, login.Error);
        (await RunAsync(program, "auth", "whoami")).ShouldContain("ada");
        await RunAsync(program, "project", "link");
        (await RunAsync(program, "sync", "now")).ShouldBe("Synced: 1, Duplicates: 0, Failed: 0\n");
        (await RunAsync(program, "sync", "status", "--check")).ShouldContain("takes the sign-in for ada");
        await RunAsync(program, "mission", "create", "--title", "Land the importer", "--id", "M042");
        await RunAsync(program, "mission", "join", "M042", "--type", "human", "--name", "Ada");
        await RunAsync(program, "emit", "CommentPosted", "--payload", """{"comment_id":"c1","content":"Tea?"}""");
        (await RunAsync(program, "sync", "now", "--json")).ShouldContain("\"synced\": 1");
        (await RunAsync(program, "mission", "state", "--json")).ShouldContain("Tea?");

        using var watch = Sdk.Start(program, ["mission", "watch", "--json", "--present"], Work, Surroundings);
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
            (await watch.StandardOutput.ReadLineAsync(patience.Token))!.ShouldContain("snapshot");
            while (!(await watch.StandardOutput.ReadLineAsync(patience.Token))!.Contains("PresenceHeartbeat", StringComparison.Ordinal))
            {
                // What was there before the first heartbeat.
            }

            Signals.Send(watch, Signals.Interrupt);
            await watch.WaitForExitAsync(patience.Token);
            watch.ExitCode.ShouldBe(0);
        }
        finally
        {
            watch.Kill();
        }

        await RunAsync(program, "auth", "logout");
    }

    /// <summary>The version, a project, an event into the queue, the queue, schemas, tables and completion: each part that trimming could have cut.</summary>
    private async Task ShouldRunAsync(string program)
    {
        (await RunAsync(program, "--version")).ShouldMatch(@"^\d+\.\d+\.\d+\n$");
        (await RunAsync(program, "schema", "list")).ShouldContain("focus_changed_payload\n");
        await RunAsync(program, "init", "--slug", "kitty");
        await RunAsync(program, "emit", "WPCreated", "--payload", """{"wp_id":"WP01","title":"Brew","feature_slug":"001-tea"}""");
        using var status = JsonDocument.Parse(await RunAsync(program, "sync", "status", "--json"));
        status.RootElement.GetProperty("pending").GetInt32().ShouldBe(1);
        await RunAsync(program, "schema", "generate", "--out", "schemas");
        Directory.GetFiles(Path.Join(Work, "schemas"), "*.json", SearchOption.AllDirectories).Length.ShouldBeGreaterThan(30);
        (await RunAsync(program, "conformance", "run")).ShouldNotBeEmpty();
        (await RunAsync(program, "[suggest:2]", "sy")).ShouldBe("sync\n");
        (await RunAsync(program, "completion", "zsh")).ShouldStartWith("#compdef");
    }

    private async Task<string> RunAsync(string program, params string[] words)
    {
        var outcome = await Sdk.RunAsync(program, words, Work, Surroundings);
        outcome.Code.ShouldBe(0, $"{string.Join(' ', words)}: {outcome.Error}");
        return outcome.Output;
    }
}
