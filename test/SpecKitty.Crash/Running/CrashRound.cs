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

/// <summary>One home folder and one project, from nothing to the last sync.</summary>
internal sealed class CrashRound(RealServer server, string user, Func<KillPlan> draw, Func<int> number)
{
    private const int AtOnce = 4;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("spec-kitty-crash-");
    private readonly ConcurrentBag<ChildReport> _reports = [];
    private readonly SemaphoreSlim _serverGate = new(1);
    private int _kills;
    private int _serverKills;

    /// <summary>Where home and project are.</summary>
    public string Folder => _folder.FullName;

    private SpecKittyHome Home => SpecKittyHome.Find(name => name == SpecKittyHome.EnvironmentVariable ? Path.Join(Folder, "home") : null);

    private string ProjectFolder => Path.Join(Folder, "project");

    /// <summary>Kills so many children, and checks what they leave.</summary>
    public async Task<CrashTotals> RunAsync(int kills)
    {
        var project = ProjectFile.Create(ProjectFolder, Guid.NewGuid(), "crash").ProjectUuid;
        var address = ServerAddress.Parse(server.Url);
        var signIn = await ServerConnection.SignInAsync(new CredentialStore(Home), address, user, RealServer.Password);
        new ProjectLinks(Home).Link(new ProjectLink(project, address, user, TimeProvider.System.GetUtcNow()));
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => KillAsync(kills)));
        List<ChildReport> children = [.. _reports.OrderBy(report => report.Number)];

        // First as the kills have left it, then when all is delivered.
        List<string> findings = [];
        findings.AddRange(new RoundCheck(children, Rows(), await ServerLog.ReadAsync(signIn, project)).FalselyDelivered());
        findings.AddRange(await LastSyncAsync());
        var check = new RoundCheck(children, Rows(), await ServerLog.ReadAsync(signIn, project));
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
            var report = await new DoomedChild(number(), plan).RunAsync(Home.Path, ProjectFolder);
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

    private IReadOnlyList<QueueEntry> Rows()
    {
        using var queue = OfflineQueue.Open(Home);
        return queue.List();
    }

    private async Task<IEnumerable<string>> LastSyncAsync()
    {
        using var sync = CliProcess.Start(Home.Path, ProjectFolder, "sync", "now");
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
