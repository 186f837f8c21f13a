using Microsoft.Win32.SafeHandles;

namespace SpecKitty.Cli.Output;

/// <summary>Opens standard output so that a reader who has gone is noticed.</summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;

    /// <summary>The stream for data.</summary>
    /// <returns>A stream that fails when a pipe has no reader; where standard output is no pipe the console's own, which goes on silently when nobody reads it.</returns>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        try
        {
            var pipe = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);

            // A file is left to the console's stream: it shares its position with other processes that write to the same redirection.
            return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Console.OpenStandardOutput();
        }
    }
}
