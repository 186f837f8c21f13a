using System.Diagnostics;
using SpecKitty.Server.Commands;
using SpecKitty.Server.Tests.Commands;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Storage.Postgres;

namespace SpecKitty.Server.Tests.Nodes.Fire;

/// <summary>Two nodes on one PostgreSQL, writers and subscribers on both, and faults, one after the other.</summary>
/// <param name="seed">Chooses which node each fault meets, and how many batches are between two faults.</param>
/// <param name="report">Receives a line about each fault.</param>
internal sealed class FireRun(int seed, Action<string> report) : IAsyncDisposable
{
    private const int Writers = 4;
    private const int ClocksOfWriter = 1_000_000;

    // Less than the difference at which a node says that it is not ready.
    private const int SecondsAhead = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Random _random = new(seed);
    private readonly SemaphoreSlim _progress = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _end = new();
    private readonly HttpMessageInvoker _streams = new(new SocketsHttpHandler());
    private readonly List<FireWriter> _writers = [];
    private readonly List<Task> _following = [];
    private readonly List<FireNode> _nodes = [];
    private ThrowawayPostgres? _postgres;
    private Task _writing = Task.CompletedTask;
    private long _until;

    public FireClient Client { get; } = new();

    public FireMission Mission { get; private set; } = null!;

    public IReadOnlyList<Uri> Servers => [.. _nodes.Select(node => node.Address)];

    /// <summary>The ids of all events that a server has acknowledged.</summary>
    public IReadOnlyList<string> Acknowledged => [.. _writers.SelectMany(writer => writer.Acknowledged)];

    /// <summary>Responses that no honest producer should get.</summary>
    public IReadOnlyList<string> Surprises => [.. _writers.SelectMany(writer => writer.Surprises)];

    /// <summary>How many requests failed: a run in which none did would prove nothing.</summary>
    public int Failures => _writers.Sum(writer => writer.Failures.Values.Sum());

    /// <summary>The subscribers, which have seen the whole log after <see cref="FinishAsync"/>.</summary>
    public List<StreamFollower> Followers { get; } = [];

    /// <summary>Starts the database, the nodes, the writers and the subscribers.</summary>
    public async Task StartAsync()
    {
        _postgres = await ThrowawayPostgres.StartAsync("-c max_connections=200");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["SPECKITTY_DATABASE"] = _postgres.ConnectionString };
        var run = await ServerProcess.RunAsync(["user", "add", "ada", "--team", "tea", "--role", "admin", "--password-stdin"], RunningServer.Password, environment);
        run.ExitCode.ShouldBe(ExitCodes.Fine, run.Error);
        int[] ports = ThrowawayPostgres.FreePorts(2);
        _nodes.AddRange([new FireNode(_postgres.ConnectionString, ports[0], 0), new FireNode(_postgres.ConnectionString, ports[1], SecondsAhead)]);
        await Task.WhenAll(_nodes.Select(node => node.StartAsync()));
        await Client.SignInAsync(Servers[0]);
        Mission = await FireMission.CreateAsync(Client, Servers[0]);
        for (var number = 0; number < Writers; number++)
        {
            _writers.Add(MakeWriter(number));
        }

        _writing = Task.WhenAll(_writers.Select(writer => Task.Run(() => writer.RunAsync(_stop.Token))));
        foreach (var first in Enumerable.Range(0, _nodes.Count))
        {
            var follower = new StreamFollower(_streams, Client.Token, $"/api/v1/projects/{Mission.Project}/stream/?after=0", Servers, first);
            Followers.Add(follower);
            _following.Add(Task.Run(() => follower.FollowAsync(() => Volatile.Read(ref _until), _end.Token)));
        }

        await ProgressAsync(Writers);
    }

    /// <summary>Lets one fault happen while everything is written and followed, and waits until it is over.</summary>
    public async Task HappenAsync(FireKind kind)
    {
        var since = Stopwatch.GetTimestamp();
        await ProgressAsync(_random.Next(1, 12));
        var victim = _nodes[_random.Next(_nodes.Count)];
        switch (kind)
        {
            case FireKind.KillNode:
                await victim.KillAsync();
                await ProgressAsync(_random.Next(1, 5));
                await victim.StartAsync();
                break;
            case FireKind.FreezeNode:
                victim.Freeze();
                await ProgressAsync(_random.Next(40, 120));
                victim.Thaw();
                break;
            case FireKind.StopDatabase:
                await _postgres!.StopImmediatelyAsync();
                await _postgres.StartAgainAsync();
                break;
            default:
                await _postgres!.TerminateBackendsAsync();
                break;
        }

        await ProgressAsync(_random.Next(2, 8));
        report(FormattableString.Invariant($"{kind} ({victim.Address.Port}): over after {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s, {Acknowledged.Count} events acknowledged"));
    }

    /// <summary>Stops the writers, and waits until the subscribers have seen all there is.</summary>
    public async Task FinishAsync()
    {
        await _stop.CancelAsync();
        await _writing.WaitAsync(Patience);

        // The subscribers end with one more batch, as they only look at what comes.
        var last = (await Client.ReadLogAsync(Servers[0], Mission.Project))[^1].Sequence + FireMission.BatchLength;
        Volatile.Write(ref _until, last);
        var end = MakeWriter(Writers);
        _writers.Add(end);
        await end.RunOnceAsync();
        _end.CancelAfter(Patience);
        await Task.WhenAll(_following);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _end.CancelAsync();
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        _streams.Dispose();
        Client.Dispose();
        _stop.Dispose();
        _end.Dispose();
        _progress.Dispose();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    private FireWriter MakeWriter(int number)
    {
        var clock = (long)number * ClocksOfWriter;
        return new FireWriter(Client, Servers, number % _nodes.Count, number % 2 == 0 ? () => Mission.Moves(clock += 10) : () => Mission.Comments(clock += 10), () => _progress.Release());
    }

    private async Task ProgressAsync(int batches)
    {
        while (batches-- > 0)
        {
            // A writer that has ended would keep this waiting for ever.
            var more = _progress.WaitAsync(Patience);
            (await Task.WhenAny(more, _writing) == more && await more).ShouldBeTrue("Nothing was acknowledged any more.");
        }

        while (_progress.CurrentCount > 0)
        {
            await _progress.WaitAsync();
        }
    }
}
