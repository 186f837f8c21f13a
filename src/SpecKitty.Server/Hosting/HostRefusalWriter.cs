using System.IO.Pipelines;

namespace SpecKitty.Server.Hosting;

/// <summary>Passes on what a connection sends, and completes a <see cref="HostRefusal"/>.</summary>
internal sealed class HostRefusalWriter(PipeWriter inner) : PipeWriter
{
    private Memory<byte> _memory;
    private bool _isBetween = true;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _memory = inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        // Nothing but the head of a response can be the first that is written after a flush and look like this.
        if (_isBetween && HostRefusal.Complete(_memory.Span[..bytes]) is { } whole)
        {
            whole.CopyTo(inner.GetSpan(whole.Length));
            bytes = whole.Length;
        }

        inner.Advance(bytes);
        _memory = default;
        _isBetween &= bytes == 0;
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        _isBetween = true;
        return inner.FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);
}
