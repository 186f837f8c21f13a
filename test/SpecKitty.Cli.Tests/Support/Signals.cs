using System.Diagnostics;
using System.Globalization;

namespace SpecKitty.Cli.Tests.Support;

/// <summary>Sends signals to a process, as a terminal and the system do.</summary>
public static class Signals
{
    public const string Interrupt = "INT";
    public const string Terminate = "TERM";
    public const string Stop = "STOP";
    public const string Continue = "CONT";

    public static void Send(Process process, string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        kill.ExitCode.ShouldBe(0);
    }
}
