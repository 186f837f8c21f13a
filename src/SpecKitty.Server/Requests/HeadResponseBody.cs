using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace SpecKitty.Server.Requests;

/// <summary>The body of a response to HEAD: it sends the headers with the first byte, and no byte.</summary>
/// <param name="inner">The response.</param>
/// <param name="known">Cancelled when the headers are sent.</param>
internal sealed class HeadResponseBody(IHttpResponseBodyFeature inner, CancellationTokenSource known) : Stream, IHttpResponseBodyFeature
{
    private PipeWriter? _writer;

    public Stream Stream => this;

    public PipeWriter Writer => _writer ??= PipeWriter.Create(this, new StreamPipeWriterOptions(leaveOpen: true));

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => inner.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => FinishAsync();

    public Task CompleteAsync() => inner.CompleteAsync();

    public void DisableBuffering() => inner.DisableBuffering();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => await FinishAsync();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => FinishAsync();

    public override Task FlushAsync(CancellationToken cancellationToken) => FinishAsync();

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task FinishAsync()
    {
        if (!known.IsCancellationRequested)
        {
            await inner.StartAsync(CancellationToken.None);
            await known.CancelAsync();
        }
    }
}
