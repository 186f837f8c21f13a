using System.Diagnostics;
using System.Text.Json;
using SpecKitty.Cli.Output;
using SpecKitty.Cli.Tests.Support;
using SpecKitty.Client;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;
using SpecKitty.Client.Live;
using SpecKitty.Client.Projects;
using Spectre.Console;

namespace SpecKitty.Cli.Tests.EndToEnd;

public sealed class MissionWatchEndToEndTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly CommandLine _ada = new();
    private RealServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RealServer.StartAsync(("ada", "tea"));
        (await _ada.RunAsync(["auth", "login", "--server", _server.Url, "--username", "ada", "--password-stdin"], RealServer.Password + "\n")).ShouldEnd(ExitCodes.Fine);
        await RunAsync("init", "--slug", "kitty");
        await RunAsync("project", "link");
        await RunAsync("mission", "create", "--title", "Land the importer", "--id", "M042");
        await RunAsync("mission", "join", "M042", "--type", "human", "--name", "Ada");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _ada.Dispose();
    }

    [Fact]
    public async Task Watch_AServerThatIsKilledAndComesBack_PrintsEveryEventOnceInOrder()
    {
        using var watch = CliProcess.Start(_ada.Home, _ada.WorkingDirectory, "mission", "watch", "--json");
        using var snapshot = JsonDocument.Parse(await LineAsync(watch));
        snapshot.RootElement.GetProperty("type").GetString().ShouldBe("snapshot");
        snapshot.RootElement.GetProperty("snapshot").GetProperty("state").GetProperty("participants").EnumerateObject().ShouldHaveSingleItem();
        await SayAsync("c1");
        (await CommentAsync(watch)).ShouldBe("c1");

        await _server.KillAsync();
        await RunAsync("emit", "CommentPosted", "--payload", """{"comment_id":"c2","content":"said while it was away"}""");
        await _server.StartAgainAsync();
        await RunAsync("sync", "now");
        await SayAsync("c3");

        (await CommentAsync(watch)).ShouldBe("c2");
        (await CommentAsync(watch)).ShouldBe("c3");
        await EndAsync(watch);
        watch.ExitCode.ShouldBe(ExitCodes.Fine);
        (await watch.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain("waiting: the next try is in");
    }

    [Fact]
    public async Task Watch_BeingPresent_BeatsForTheParticipant()
    {
        using var watch = CliProcess.Start(_ada.Home, _ada.WorkingDirectory, "mission", "watch", "--json", "--present");

        var types = new List<string>();
        while (!types.Contains("PresenceHeartbeat"))
        {
            using var line = JsonDocument.Parse(await LineAsync(watch));
            types.Add(line.RootElement.TryGetProperty("event", out var stored) ? stored.GetProperty("event").GetProperty("event_type").GetString()! : "");
        }

        await EndAsync(watch);
        watch.ExitCode.ShouldBe(ExitCodes.Fine);
    }

    [Fact]
    public async Task Watch_AnEventOfAClockFarAhead_MovesTheClockOfWhoAnswersIt()
    {
        using var other = new CommandLine();
        var uuid = ProjectFile.Find(_ada.WorkingDirectory)!.ProjectUuid.ToString();
        (await other.RunAsync(["auth", "login", "--server", _server.Url, "--username", "ada", "--password-stdin"], RealServer.Password + "\n")).ShouldEnd(ExitCodes.Fine);
        (await other.RunAsync("init", "--slug", "kitty", "--project-uuid", uuid)).ShouldEnd(ExitCodes.Fine);
        (await other.RunAsync("project", "link")).ShouldEnd(ExitCodes.Fine);
        (await other.RunAsync("mission", "join", "M042", "--type", "human", "--name", "Grace")).ShouldEnd(ExitCodes.Fine);
        new ClockFile(SpecKittyHome.Find(name => name == SpecKittyHome.EnvironmentVariable ? other.Home : null)).Observe(500);
        (await other.RunAsync("emit", "CommentPosted", "--payload", """{"comment_id":"c1","content":"from far ahead"}""")).ShouldEnd(ExitCodes.Fine);
        using (var watch = CliProcess.Start(_ada.Home, _ada.WorkingDirectory, "mission", "watch", "--json"))
        {
            await LineAsync(watch);
            (await other.RunAsync("sync", "now")).ShouldEnd(ExitCodes.Fine);
            (await CommentAsync(watch)).ShouldBe("c1");

            // While it still watches: the answer is given to what was just shown.
            using var answer = JsonDocument.Parse((await RunAsync("emit", "CommentPosted", "--json", "--payload", """{"comment_id":"c2","content":"an answer"}""")).Output);
            answer.RootElement.GetProperty("lamport_clock").GetInt64().ShouldBeGreaterThan(501);
            await EndAsync(watch);
        }

        (await RunAsync("sync", "now")).Output.ShouldBe("Synced: 1, Duplicates: 0, Failed: 0\n");
    }

    [Fact]
    public async Task Watch_AParticipantWithoutBeingPresent_IsMisuse() =>
        (await _ada.RunAsync("mission", "watch", "--participant", "Ada", "--json")).ShouldEnd(ExitCodes.Misuse).Error.ShouldContain("--present");

    [Fact]
    public async Task Screen_AStateThatIsRefusedWhileTheStreamGoesOn_EndsWithTheReasonInsteadOfStandingStill()
    {
        var home = SpecKittyHome.Find(name => name == SpecKittyHome.EnvironmentVariable ? _ada.Home : null);
        using var connection = ServerConnection.Open(new CredentialStore(home));
        var context = new CliContext { OutputText = new StringWriter(), ErrorText = TextWriter.Null, Environment = _ => null, OutputIsTerminal = true, OutputWidth = 100 };
        var screen = new MissionScreen(context, "M042", _ => throw new ClientException(ClientFailure.Refused, "You may not see it.", "Ask."));
        var follower = new MissionFollower(connection, ProjectFile.Find(_ada.WorkingDirectory)!.ProjectUuid, "M042");

        var ended = await Should.ThrowAsync<ClientException>(() => screen.FollowAsync(follower, TestContext.Current.CancellationToken).WaitAsync(Patience));

        ended.Message.ShouldBe("You may not see it.");
    }

    [Fact]
    public async Task Watch_AMissionThatIsNotThere_EndsWithTheServersReason()
        => (await _ada.RunAsync("mission", "watch", "M404", "--json")).ShouldEnd(ExitCodes.Rejected).Error.ShouldContain("No such mission");

    [Fact]
    public async Task Picture_OfAMission_ShowsItsPartsAndTheLine()
    {
        await RunAsync("emit", "FocusChanged", "--payload", """{"focus_target":{"target_type":"wp","target_id":"WP01"}}""");
        await SayAsync("c1");
        using var state = JsonDocument.Parse((await RunAsync("mission", "state", "--json")).Output);

        var live = Drawn(state.RootElement, new LiveLine(null, null));
        var lost = Drawn(state.RootElement, new LiveLine(new ClientException(ClientFailure.ServerUnreachable, "The line broke.", "Wait."), TimeSpan.FromSeconds(4)));

        live.ShouldContain("Mission M042 Land the importer");
        live.ShouldContain("live; Ctrl-C ends");
        live.ShouldContain("wp WP01");
        live.ShouldContain("said c1");
        lost.ShouldContain("not connected, the next try is in 4 s: The line broke.");
    }

    private static string Drawn(JsonElement answer, LiveLine line)
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 160;
        console.Write(MissionScreen.Picture("M042", answer, 7, line, now: null));
        return output.ToString();
    }

    private static async Task<string> LineAsync(Process watch)
    {
        using var patience = new CancellationTokenSource(Patience);
        return (await watch.StandardOutput.ReadLineAsync(patience.Token)).ShouldNotBeNull();
    }

    /// <summary>The id of the next comment that is printed; between comments it may be told how participants do.</summary>
    private static async Task<string> CommentAsync(Process watch)
    {
        while (true)
        {
            using var line = JsonDocument.Parse(await LineAsync(watch));
            if (line.RootElement.TryGetProperty("event", out var stored) && stored.GetProperty("event").GetProperty("payload").TryGetProperty("comment_id", out var id))
            {
                return id.GetString()!;
            }
        }
    }

    private static async Task EndAsync(Process watch)
    {
        Signals.Send(watch, Signals.Interrupt);
        using var patience = new CancellationTokenSource(Patience);
        await watch.WaitForExitAsync(patience.Token);
    }

    private async Task SayAsync(string id)
    {
        await RunAsync("emit", "CommentPosted", "--payload", $$"""{"comment_id":"{{id}}","content":"said {{id}}"}""");
        await RunAsync("sync", "now");
    }

    private async Task<Outcome> RunAsync(params string[] words) => (await _ada.RunAsync(words)).ShouldEnd(ExitCodes.Fine);
}
