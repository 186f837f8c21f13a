using System.Collections.Concurrent;
using SpecKitty.Cli.Tests.Support;
using SpecKitty.Client;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Crash.Checking;
using SpecKitty.Crash.Children;

namespace SpecKitty.Crash.Running;

/// <summary>One home folder and two projects, from nothing to the last sync.</summary>
internal sealed class CrashRound(RealServer server, string user, Func<KillPlan> draw, Func<int> number)
{
    private const int AtOnce = 4;
    private const int Projects = 2;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("spec-kitty-crash-");
    private readonly ConcurrentBag<ChildReport> _reports = [];
    private readonly SemaphoreSlim _serverGate = new(1);
    private int _kills;
    private int _serverKills;

    /// <summary>Where home and project are.</summary>
    public string Folder => _folder.FullName;

    private SpecKittyHome Home => SpecKittyHome.Find(name => name == SpecKittyHome.EnvironmentVariable ? Path.Join(Folder, "home") : null);

    private string ProjectFolder(int number) => Path.Join(Folder, $"project-{number % Projects}");

    /// <summary>Kills so many children, and checks what they leave.</summary>
    public async Task<CrashTotals> RunAsync(int kills)
    {
        List<Guid> projects = [.. Enumerable.Range(0, Projects).Select(place => ProjectFile.Create(ProjectFolder(place), Guid.NewGuid(), "crash").ProjectUuid)];
        var address = ServerAddress.Parse(server.Url);
        var signIn = await ServerConnection.SignInAsync(new CredentialStore(Home), address, user, RealServer.Password);
        projects.ForEach(project => new ProjectLinks(Home).Link(new ProjectLink(project, address, user, TimeProvider.System.GetUtcNow())));
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => KillAsync(kills)));
        List<ChildReport> children = [.. _reports.OrderBy(report => report.Number)];

        // First as the kills have left it, then when all is delivered.
        List<string> findings = [];
        findings.AddRange(new RoundCheck(children, Rows(), await LogAsync(signIn, projects)).FalselyDelivered());
        findings.AddRange(await LastSyncAsync());
        var check = new RoundCheck(children, Rows(), await LogAsync(signIn, projects));
        findings.AddRange(check.Findings());
        findings.AddRange(Files());
        return CrashTotals.Of(children) with { ServerKills = _serverKills, InFlight = check.InFlight, Findings = findings };
    }

    public void Delete()
    {
        _folder.Delete(recursive: true);
        _serverGate.Dispose();
    }

    private async Task KillAsync(int kills)
    {
        while (Volatile.Read(ref _kills) < kills)
        {
            var plan = draw();
            var child = number();
            var report = await new DoomedChild(child, plan).RunAsync(Home.Path, ProjectFolder(child / 2));
            _reports.Add(report);
            if (report.IsKilled)
            {
                Interlocked.Increment(ref _kills);
            }

            if (plan.WithServer)
            {
                await KillServerAsync();
            }
        }
    }

    private async Task KillServerAsync()
    {
        await _serverGate.WaitAsync();
        try
        {
            await server.KillAsync();
            await server.StartAgainAsync();
            _serverKills++;
        }
        finally
        {
            _serverGate.Release();
        }
    }

    /// <summary>The logs of the projects, one behind the other.</summary>
    private static async Task<IReadOnlyList<LoggedEvent>> LogAsync(SignIn signIn, List<Guid> projects)
    {
        var log = new List<LoggedEvent>();
        foreach (var project in projects)
        {
            log.AddRange(await ServerLog.ReadAsync(signIn, project));
        }

        return log;
    }

    private IReadOnlyList<QueueEntry> Rows()
    {
        using var queue = OfflineQueue.Open(Home);
        return queue.List();
    }

    private async Task<IEnumerable<string>> LastSyncAsync()
    {
        using var sync = CliProcess.Start(Home.Path, ProjectFolder(0), "sync", "now");
        sync.StandardInput.Close();
        var output = sync.StandardOutput.ReadToEndAsync();
        var talk = await sync.StandardError.ReadToEndAsync() + await output;
        await sync.WaitForExitAsync();
        return sync.ExitCode == 0 ? [] : [$"The last sync ended with {sync.ExitCode}: {talk}"];
    }

    private IEnumerable<string> Files()
    {
        if (DatabaseFile.Fault(Home.QueuePath) is { } fault)
        {
            yield return fault;
        }

        foreach (var kept in Directory.GetFiles(Home.Path, "*damaged*"))
        {
            yield return $"A file was set aside as damaged: {kept}";
        }

        if (ClockFault() is { } unreadable)
        {
            yield return unreadable;
        }
    }

    private string? ClockFault()
    {
        try
        {
            new ClockFile(Home).Read();
            return null;
        }
        catch (ClientException unreadable)
        {
            return unreadable.Message;
        }
    }
}
