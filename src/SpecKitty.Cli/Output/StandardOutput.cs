using Microsoft.Win32.SafeHandles;

namespace SpecKitty.Cli.Output;

/// <summary>Opens standard output so that a reader who has gone is noticed.</summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;

    /// <summary>The stream for data.</summary>
    /// <param name="console">The console's own stream, which goes on silently when nobody reads it.</param>
    /// <returns>A stream that fails when a pipe has no reader; the console's where standard output is no pipe.</returns>
    public static Stream Open(Stream console)
    {
        if (OperatingSystem.IsWindows())
        {
            return console;
        }

        try
        {
            var pipe = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);

            // A file is left to the console's stream: it shares its position with other processes that write to the same redirection.
            return pipe.CanSeek ? console : pipe;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return console;
        }
    }
}
