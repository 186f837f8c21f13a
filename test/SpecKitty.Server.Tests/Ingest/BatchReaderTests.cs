using System.IO.Compression;
using System.Text;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Ingest;

public sealed class BatchReaderTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(10_000)]
    public async Task Read_EndlessBomb_IsCutOffInFlatMemory(int megabytes)
    {
        // Ten gigabytes of zeros, compressed as they are read: nothing but the reader can make memory grow.
        var limits = new IngestLimits { CompressedBytes = int.MaxValue };
        var reader = new BatchReader(limits);
        var bomb = new BombStream(megabytes);
        await reader.ReadAsync(new BombStream(megabytes), isGzip: true, TestContext.Current.CancellationToken);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var body = await reader.ReadAsync(bomb, isGzip: true, TestContext.Current.CancellationToken);

        // Everything completes at once, so that this thread did all of it.
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        body.Fault!.Status.ShouldBe(413);
        body.Fault.Details.ShouldContain($"{limits.Bytes} bytes when inflated");
        bomb.MegabytesRead.ShouldBeLessThanOrEqualTo((limits.Bytes / 1024 / 1024) + 8);
        allocated.ShouldBeLessThan(3L * limits.Bytes);
    }

    [Fact]
    public async Task Read_ExactlyTheLimit_IsABatchAndOneByteMoreIsNot()
    {
        var batch = Encoding.UTF8.GetBytes(RunningServer.Batch(TestEvents.Moved(Guid.NewGuid())));
        var reader = new BatchReader(new IngestLimits { Bytes = batch.Length });

        (await reader.ReadAsync(new MemoryStream(batch), isGzip: false, TestContext.Current.CancellationToken)).Events.Count.ShouldBe(1);
        (await reader.ReadAsync(new MemoryStream([.. batch, (byte)' ']), isGzip: false, TestContext.Current.CancellationToken)).Fault!.Status.ShouldBe(413);
    }

    [Fact]
    public async Task Read_Gzip_GivesTheBytesOfEachEvent()
    {
        string[] events = [TestEvents.Moved(Guid.NewGuid()), "17", " {\"a\": [ ] }  "];
        var body = RunningServer.Gzip(Encoding.UTF8.GetBytes($$"""{"more": {"events": 1}, "events": [{{string.Join(",", events)}}], "and": null} """));

        var read = await new BatchReader(new IngestLimits()).ReadAsync(new MemoryStream(body), isGzip: true, TestContext.Current.CancellationToken);

        read.Events.Select(utf8 => Encoding.UTF8.GetString(utf8.Span)).ShouldBe(events.Select(text => text.Trim()));
    }

    [Theory]
    [InlineData("{\"\\ud800vents\": []}")]
    [InlineData("{\"events\": [{\"a\": 1} {\"b\": 2}]}")]
    [InlineData("{\"events\": [{\"a\": 1,}]}")]
    [InlineData("\"events\"")]
    public async Task Read_NoBatch_IsAFault(string text)
        => (await new BatchReader(new IngestLimits()).ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), isGzip: false, TestContext.Current.CancellationToken)).Fault!.Status.ShouldBe(400);

    /// <summary>So many megabytes of zeros, gzip-encoded, one member a megabyte.</summary>
    private sealed class BombStream(int megabytes) : Stream
    {
        private static readonly byte[] Megabyte = Compress();

        private int _at;

        public int MegabytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (_at == Megabyte.Length)
            {
                _at = 0;
                MegabytesRead++;
            }

            if (MegabytesRead == megabytes)
            {
                return 0;
            }

            var read = Math.Min(buffer.Length, Megabyte.Length - _at);
            Megabyte.AsSpan(_at, read).CopyTo(buffer);
            _at += read;
            return read;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private static byte[] Compress()
        {
            using var compressed = new MemoryStream();
            using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize))
            {
                gzip.Write(new byte[1024 * 1024]);
            }

            return compressed.ToArray();
        }
    }
}
