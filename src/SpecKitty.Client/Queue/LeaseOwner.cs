using System.Diagnostics;
using System.Globalization;

namespace SpecKitty.Client.Queue;

/// <summary>Who holds a lease: machine, process, when that was started, and a random part, so that a hold of a dead process can be told at once.</summary>
internal static class LeaseOwner
{
    // The system counts from its own start, which each process reads a little differently.
    private static readonly TimeSpan Uncertainty = TimeSpan.FromSeconds(2);

    /// <summary>A new owner in this process.</summary>
    public static string OfThisProcess()
    {
        using var process = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{process.Id}/{StartOf(process)}/{Guid.NewGuid():N}");
    }

    /// <summary>Whether the owner was a process of this machine that runs no more; another process may have its number now.</summary>
    /// <remarks>When in doubt the answer is no, and the lease ends by its time.</remarks>
    public static bool IsGone(string owner)
    {
        if (owner.Split('/') is not [var machine, var number, .. var rest] || machine != Environment.MachineName || Number(number) is not (>= 0 and <= int.MaxValue and var id))
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById((int)id);
            return process.HasExited || (rest is [var start, _] && Number(start) is { } started && Math.Abs(StartOf(process) - started) > Uncertainty.TotalMilliseconds);
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception unknown) when (unknown is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static long StartOf(Process process) => new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds();

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
