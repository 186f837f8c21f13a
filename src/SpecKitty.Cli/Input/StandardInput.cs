using System.Runtime.InteropServices;

namespace SpecKitty.Cli.Input;

/// <summary>Opens standard input.</summary>
internal static partial class StandardInput
{
    private const int Descriptor = 0;
    private const int GetFlags = 1;
    private const int ClosedInChildren = 1;

    /// <summary>Opens it.</summary>
    /// <exception cref="CliException">The caller has closed it, as the shell does with <c>&lt;&amp;-</c>.</exception>
    public static Stream Open() => IsClosed()
        ? throw new CliException(
            ExitCodes.Misuse,
            "Standard input is closed, so there is nothing to read.",
            "Give the input with '< FILE' or a pipe; for no input use '< /dev/null'.")
        : Console.OpenStandardInput();

    /// <summary>Whether the program was started without standard input.</summary>
    /// <remarks>
    /// Its number then belongs to the first file that the runtime opens for itself, and reading that can wait for ever. What was inherited is not
    /// marked to be closed in children, or it would not have come here; everything that the runtime opens is.
    /// </remarks>
    private static bool IsClosed()
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        var flags = Control(Descriptor, GetFlags);
        return flags < 0 || (flags & ClosedInChildren) != 0;
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int file, int command);
}
