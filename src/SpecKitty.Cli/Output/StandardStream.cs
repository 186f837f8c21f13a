using System.Runtime.InteropServices;

namespace SpecKitty.Cli.Output;

/// <summary>Standard output or standard error: the one place where the program writes, and where it is seen that it cannot.</summary>
/// <remarks>
/// Standard output: a pipe without a reader is an <see cref="OutputClosedException"/>, everything else (a full disk) an <see cref="OutputFailedException"/>.
/// Standard error: what cannot be written is dropped. It is for people, and the exit code of the command does not depend on it.
/// The console's own stream takes a pipe without a reader for success.
/// </remarks>
internal sealed partial class StandardStream : Stream
{
    private const int OutputDescriptor = 1;
    private const int ErrorDescriptor = 2;

    private const int Interrupted = 4;
    private const int NoReader = 32;
    private const int FullOnLinux = 11;
    private const int FullOnMacOS = 35;
    private const short Writable = 4;

    // ERROR_BROKEN_PIPE and ERROR_NO_DATA.
    private static readonly int[] NoReaderOnWindows = [unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    private readonly int _descriptor;
    private readonly Stream? _console;

    private StandardStream(int descriptor)
    {
        _descriptor = descriptor;
        if (OperatingSystem.IsWindows())
        {
            _console = descriptor == OutputDescriptor ? Console.OpenStandardOutput() : Console.OpenStandardError();
        }
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Standard output.</summary>
    public static Stream OpenOutput() => new StandardStream(OutputDescriptor);

    /// <summary>Standard error.</summary>
    public static Stream OpenError() => new StandardStream(ErrorDescriptor);

    /// <inheritdoc/>
    /// <exception cref="OutputClosedException">Standard output is a pipe without a reader.</exception>
    /// <exception cref="OutputFailedException">Standard output cannot be written for another reason.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            WriteAll(buffer);
        }
        catch (Exception lost) when (_descriptor == ErrorDescriptor && lost is OutputClosedException or OutputFailedException)
        {
            // As the remarks say.
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    // Every write is handed to the system at once.
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void WriteAll(ReadOnlySpan<byte> buffer)
    {
        if (_console is not null)
        {
            WriteToConsole(buffer);
            return;
        }

        while (!buffer.IsEmpty)
        {
            var written = (int)Write(_descriptor, ref MemoryMarshal.GetReference(buffer), (nuint)buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[written..];
                continue;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    break;
                case FullOnLinux or FullOnMacOS:
                    // Another program has made the pipe one that does not wait, so the waiting is done here.
                    var wait = new Waiting { Descriptor = _descriptor, Events = Writable };
                    _ = Wait(ref wait, 1, -1);
                    break;
                case NoReader:
                    throw new OutputClosedException();
                case var error:
                    throw new OutputFailedException(Marshal.GetPInvokeErrorMessage(error));
            }
        }
    }

    private void WriteToConsole(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _console!.Write(buffer);
        }
        catch (IOException fault) when (NoReaderOnWindows.Contains(fault.HResult))
        {
            throw new OutputClosedException("No program reads standard output any more.", fault);
        }
        catch (IOException fault)
        {
            throw new OutputFailedException(fault.Message, fault);
        }
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ref byte bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Wait(ref Waiting waiting, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct Waiting
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
