using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using SpecKitty.Client;
using SpecKitty.Client.Live;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SpecKitty.Cli.Output;

/// <summary>Keeps a mission drawn at a terminal: the server's own state, read again when its stream says that something happened.</summary>
/// <param name="context">Where to.</param>
/// <param name="missionId">The mission.</param>
/// <param name="read">Reads the state.</param>
internal sealed class MissionScreen(CliContext context, string missionId, Func<CancellationToken, Task<ReadOnlyMemory<byte>>> read)
{
    // A burst of events is one drawing, not hundreds.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);

    // Heartbeats grow old without a word from the server.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private JsonElement _answer;
    private TimeSpan? _ahead;
    private long _sequence;
    private LiveLine? _line;

    /// <summary>Whether there is a terminal whose cursor can be moved; colours are another matter.</summary>
    public static bool CanBeDrawn(CliContext context) => context.OutputIsTerminal && context.Environment("TERM") != "dumb";

    /// <summary>Follows until it is cancelled.</summary>
    /// <exception cref="ClientException">The server refuses for good, the stream or the state.</exception>
    public async Task FollowAsync(MissionFollower follower, CancellationToken cancellationToken)
    {
        var console = StyledConsole.OfScreen(context);
        await console.Live(Tables.Line($"Mission {missionId}: connecting"))
            .AutoClear(false)
            .Overflow(VerticalOverflow.Ellipsis)
            .StartAsync(async drawing =>
            {
                // A picture that is no longer drawn must not stand there as if it were live.
                using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await Concurrency.UntilOneEndsAsync(HearAsync(follower, ending.Token), DrawAsync(drawing, ending.Token), ending);
            });
    }

    /// <summary>What is drawn of an answer.</summary>
    /// <param name="missionId">The mission.</param>
    /// <param name="answer">The server's answer.</param>
    /// <param name="sequence">How far the stream has come.</param>
    /// <param name="line">How the line to the server is; null before it was opened.</param>
    /// <param name="now">What the server's clock says now; null when it is not known.</param>
    internal static IRenderable Picture(string missionId, JsonElement answer, long sequence, LiveLine? line, DateTimeOffset? now)
    {
        var parts = MissionTables.Parts(answer, isLive: true, now).Where(part => part.Rows.Count > 0).Select(part => (IRenderable)Tables.Of(part.Title, part.Columns, part.Rows));
        var head = string.Create(CultureInfo.InvariantCulture, $"{MissionTables.Headline(missionId, answer)}, sequence {sequence}, {Words(line)}");
        return new Rows([Tables.Line(head), .. parts]);
    }

    private static string Words(LiveLine? line) => line switch
    {
        null => "connecting",
        { IsOpen: true } => "live; Ctrl-C ends",
        _ => $"not connected, the next try is in {Moment.Text(line.NextTry ?? TimeSpan.Zero)}: {line.Trouble!.Message}",
    };

    private async Task HearAsync(MissionFollower follower, CancellationToken cancellationToken)
    {
        await foreach (var message in follower.FollowAsync(new Line(this), cancellationToken))
        {
            _sequence = message.Sequence;
            _news.Writer.TryWrite(true);
        }
    }

    private async Task DrawAsync(LiveDisplayContext drawing, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await IsThereNewsAsync(cancellationToken) && _line is { IsOpen: true })
            {
                await ReadAsync(cancellationToken);
            }

            if (_answer.ValueKind == JsonValueKind.Object || _line is { IsOpen: false })
            {
                drawing.UpdateTarget(Picture(missionId, _answer, _sequence, _line, context.Clock.GetUtcNow() + _ahead));
                drawing.Refresh();
            }

            await Task.Delay(Shortest, context.Clock, cancellationToken);
        }
    }

    private async Task<bool> IsThereNewsAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Longest, context.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await _news.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>A clock that is said to be further away than a year is not counted with; a sum with it could lie past the last instant there is.</summary>
    private static TimeSpan? Bounded(TimeSpan ahead) => ahead.Duration() < TimeSpan.FromDays(366) ? ahead : null;

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var document = JsonDocument.Parse(await read(cancellationToken));
            _answer = document.RootElement.Clone();
            _ahead = MissionPresence.ServerTime(_answer) is { } there ? Bounded(there - context.Clock.GetUtcNow()) : null;
        }
        catch (Exception away) when (away is ClientException { Failure: ClientFailure.ServerUnreachable } or JsonException)
        {
            // The stream notices it too, and says so; the picture stays as it was.
        }
    }

    private sealed class Line(MissionScreen screen) : IProgress<LiveLine>
    {
        public void Report(LiveLine value)
        {
            screen._line = value;
            screen._news.Writer.TryWrite(true);
        }
    }
}
