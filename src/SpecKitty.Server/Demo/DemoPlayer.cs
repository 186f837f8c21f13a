using System.Security.Cryptography;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Accounts;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Hosting;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;
using Event = SpecKitty.Events.Envelope.Event;
using EventId = SpecKitty.Events.Envelope.EventId;

namespace SpecKitty.Server.Demo;

/// <summary>Plays the demo's story on this server, each event on the way that a client's events take.</summary>
internal sealed partial class DemoPlayer(
    ServerOptions options,
    IServerStore store,
    IngestService ingest,
    ProjectService projects,
    MissionService missions,
    RosterService roster,
    PasswordChecker passwords,
    DemoStage stage,
    TimeProvider time,
    ILogger<DemoPlayer> logger) : BackgroundService
{
    private const string Team = "demo";

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private readonly UlidFactory _ids = new(time);
    private readonly Dictionary<string, Principal> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DemoParticipant> _participants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EventId> _labelled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _warnings = new(StringComparer.Ordinal);

    // Everybody in the story sees each answer, so one clock does for all of them.
    private long _clock;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var mission = await PrepareAsync(stoppingToken);
            var scene = new DemoScene(mission.MissionId, _participants, _warnings);
            stage.Mission = mission;
            foreach (var line in DemoStory.Lines)
            {
                await Task.Delay(TimeSpan.FromSeconds(line.Pause / options.DemoSpeed), time, stoppingToken);
                await PlayAsync(line, mission, scene, stoppingToken);
            }

            stage.Finish();
            await StayAliveAsync(mission, scene, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops, and the story with it.
        }
#pragma warning disable CA1031 // A story that breaks off must not take the server with it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            BrokeOff(logger, FailureText.Describe(exception));
            stage.Fail(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The demo broke off: {Failure}")]
    private static partial void BrokeOff(ILogger logger, string failure);

    private async Task<MissionRecord> PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var name in DemoStory.Cast.Select(actor => actor.Owner).Distinct())
        {
            _users[name] = Principal.Of(await FindOrAddUserAsync($"demo-{name}", cancellationToken));
        }

        var projectId = Guid.NewGuid();
        if ((await projects.RegisterAsync(_users["ada"], projectId, Team, DemoStory.Project, cancellationToken)).Fault is { } fault)
        {
            throw new InvalidOperationException(fault.Details);
        }

        var made = await missions.CreateAsync(_users["ada"], DemoStory.Feature, projectId, DemoStory.Title, cancellationToken);
        return made.Value ?? throw new InvalidOperationException(made.Fault!.Details);
    }

    // Nobody knows the password: the demo's users never sign in.
    private async Task<UserRecord> FindOrAddUserAsync(string name, CancellationToken cancellationToken)
    {
        var password = RandomNumberGenerator.GetHexString(64);
        var user = new UserRecord(_ids.Next().ToString(), name, passwords.Hash(password), [new TeamMembership(Team, TeamRole.Member)]);
        return await store.Accounts.AddUserAsync(user, time.GetUtcNow(), cancellationToken)
            ? user
            : (await store.Accounts.FindByNameAsync(name, cancellationToken))!;
    }

    private async Task PlayAsync(DemoLine line, MissionRecord mission, DemoScene scene, CancellationToken cancellationToken)
    {
        var user = _users[line.Actor.Owner];
        switch (line.Act)
        {
            case DemoAct.Join:
                var joined = await roster.JoinAsync(user, mission, new JoinAs(null, line.Actor.Type, line.Actor.Name), cancellationToken);
                var participant = joined.Value ?? throw new InvalidOperationException(joined.Fault!.Details);
                _participants[line.Actor.Name] = new DemoParticipant(participant.Participant.ParticipantId, participant.Participant.SessionId!);
                _clock = Math.Max(_clock, participant.LamportClock);
                break;
            case DemoAct.Leave:
                var left = await roster.LeaveAsync(user, mission, scene.Id(line.Actor), cancellationToken);
                _clock = Math.Max(_clock, left.Value?.LamportClock ?? throw new InvalidOperationException(left.Fault!.Details));
                break;
            default:
                await EmitAsync(line, mission, scene, user, cancellationToken);
                break;
        }
    }

    private async Task EmitAsync(DemoLine line, MissionRecord mission, DemoScene scene, Principal principal, CancellationToken cancellationToken)
    {
        var context = new EmissionContext
        {
            NodeId = line.Actor.NodeId,
            ProjectUuid = mission.ProjectId,
            ProjectSlug = DemoStory.Project,
            CorrelationId = EventId.Parse(mission.CorrelationId),
        };
        EventId? cause = line.Because is null ? null : _labelled[line.Because];
        Event made = new EventFactory(context, () => ++_clock, time, _ids).Create(line.Payload!(scene), cause);
        var answer = await ingest.IngestAsync(principal, [EventWriter.ToUtf8(made)], cancellationToken);
        if (answer.Results is not [{ Status: IngestStatus.Success }])
        {
            throw new InvalidOperationException($"{made.EventType} was not taken in: {answer.Results[0].Rejection?.Reason}");
        }

        _clock = answer.Missions.Select(seen => seen.LamportClock).Append(_clock).Max();
        if (line.Label is not null)
        {
            _labelled[line.Label] = made.EventId;
        }

        if (line.Warning is not null)
        {
            // The server itself has put it right behind its cause.
            var warning = (await missions.ReadAsync(mission, cancellationToken: cancellationToken)).State.Warnings[^1];
            _labelled[line.Warning] = warning.EventId;
            _warnings[line.Warning] = warning.WarningId;
        }
    }

    private async Task StayAliveAsync(MissionRecord mission, DemoScene scene, CancellationToken cancellationToken)
    {
        while (true)
        {
            foreach (var actor in DemoStory.Remaining)
            {
                await Task.Delay(Heartbeat / DemoStory.Remaining.Count, time, cancellationToken);
                await PlayAsync(DemoLines.IsAlive(0, actor), mission, scene, cancellationToken);
            }
        }
    }
}
