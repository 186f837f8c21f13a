using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace SpecKitty.Server.Live.Streams;

/// <summary>Writes to the reader of a stream in pieces, and ends the connection of a reader that does not take one in time.</summary>
/// <remarks>The web server's own limit is a rate: it allows a large write minutes, whether or not its reader takes any of it.</remarks>
internal sealed class StreamOutput
{
    /// <summary>The most bytes that are written before the reader is waited for.</summary>
    public const int PieceBytes = 32 * 1024;

    private readonly HttpContext _context;
    private readonly StreamLimits _limits;
    private readonly TimeProvider _time;
    private readonly CancellationToken _ending;
    private readonly PipeWriter _out;
    private int _unsent;

    /// <summary>Takes over the body of a response.</summary>
    /// <param name="context">The request.</param>
    /// <param name="limits">How long the reader may take.</param>
    /// <param name="time">The clock of the limits.</param>
    /// <param name="ending">Ends a write that waits for its reader.</param>
    public StreamOutput(HttpContext context, StreamLimits limits, TimeProvider time, CancellationToken ending)
    {
        (_context, _limits, _time, _ending, _out) = (context, limits, time, ending, context.Response.BodyWriter);
        if (!HttpProtocol.IsHttp2(context.Request.Protocol) && context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            // Only one limit ends a stream: the documented one.
            rate.MinDataRate = null;
        }
    }

    /// <summary>Writes a message, and waits for the reader after each piece of it that is full.</summary>
    /// <exception cref="OperationCanceledException">The reader has gone, or did not take what was written in time.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> message)
    {
        while (!message.IsEmpty)
        {
            var piece = message[..Math.Min(message.Length, PieceBytes - _unsent)];
            _out.Write(piece.Span);
            _unsent += piece.Length;
            message = message[piece.Length..];
            if (_unsent >= PieceBytes)
            {
                await FlushAsync();
            }
        }
    }

    /// <summary>Sends what was written.</summary>
    /// <exception cref="OperationCanceledException">The reader has gone, or did not take what was written in time.</exception>
    public async ValueTask FlushAsync()
    {
        _unsent = 0;
        var flush = _out.FlushAsync(_ending);
        if (!flush.IsCompleted)
        {
            await using var late = _time.CreateTimer(static context => ((HttpContext)context!).Abort(), _context, _limits.WriteWithin, Timeout.InfiniteTimeSpan);
            await flush;
        }
        else
        {
            await flush;
        }

        _ending.ThrowIfCancellationRequested();
    }
}
