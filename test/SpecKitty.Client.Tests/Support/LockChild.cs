using System.Diagnostics;
using SpecKitty.Client.Home;

namespace SpecKitty.Client.Tests.Support;

/// <summary>A process of its own that takes a lock, says so, and holds it until its input ends.</summary>
public static class LockChild
{
    public const string Word = "lock-child";

    public const string Held = "held";

    public static int Run(string[] args)
    {
        using var held = args[2] == "shared" ? FileLock.Share(args[1]) : FileLock.Take(args[1]);
        Console.Out.WriteLine(Held);
        Console.Out.Flush();
        Console.In.ReadLine();
        return 0;
    }

    /// <summary>Starts it where the base library is told to lock nothing.</summary>
    public static Process StartWithoutLocksOfTheLibrary(string path, bool shared) => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { typeof(LockChild).Assembly.Location, Word, path, shared ? "shared" : "alone" },
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        Environment = { ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1" },
    })!;
}
