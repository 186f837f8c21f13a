using System.Net.ServerSentEvents;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;

namespace SpecKitty.Client.Live;

/// <summary>Reads a stream of messages burst by burst: what is there already is one.</summary>
internal sealed class MessageBursts : IAsyncDisposable
{
    private const int Most = 256;

    private readonly CancellationTokenSource _ending;
    private readonly SseParser<byte[]> _parser;
    private readonly IAsyncEnumerator<SseItem<byte[]>> _messages;
    private Task<bool>? _next;

    public MessageBursts(Stream stream, CancellationToken cancellationToken)
    {
        _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _parser = SseParser.Create(stream, static (_, bytes) => StrictUtf8.FaultIn(bytes) < 0 ? bytes.ToArray() : throw new InvalidTextException("a message is not UTF-8"));
        _messages = _parser.EnumerateAsync(_ending.Token).GetAsyncEnumerator(_ending.Token);
    }

    /// <summary>After how long the server wishes to be asked again; null when it has not said.</summary>
    public TimeSpan? Wished => _parser.ReconnectionInterval is { TotalMilliseconds: >= 0 } asked ? ServerChannel.Bounded(asked) : null;

    /// <summary>Waits for a message, and takes those with it that need no wait, at most 256.</summary>
    /// <returns>The messages; none at the end of the stream.</returns>
    public async Task<IReadOnlyList<SseItem<byte[]>>> NextAsync()
    {
        var burst = new List<SseItem<byte[]>>();
        _next ??= MoveAsync();
        while (burst.Count < Most && (burst.Count == 0 || _next.IsCompletedSuccessfully) && await _next)
        {
            burst.Add(_messages.Current);
            _next = MoveAsync();
        }

        return burst;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        if (_next is not null)
        {
            // The reading that was begun ends with the token; a stream is not closed under it.
            await _next.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        await _messages.DisposeAsync();
        _ending.Dispose();
    }

    private Task<bool> MoveAsync() => _messages.MoveNextAsync().AsTask();
}
