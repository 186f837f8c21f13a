namespace SpecKitty.Fuzz.Targets;

/// <summary>A connection whose other end has sent some bytes and then closed, and that drops what is written to it.</summary>
internal sealed class ReadOnlyDuplex(byte[] received) : MemoryStream(received, writable: false)
{
    public override bool CanWrite => true;

    public override void Write(byte[] buffer, int offset, int count)
    {
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.CompletedTask;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
