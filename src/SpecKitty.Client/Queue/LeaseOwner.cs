using System.Diagnostics;
using System.Globalization;

namespace SpecKitty.Client.Queue;

/// <summary>Who holds a lease: machine, process and a random part, so that a hold of a dead process can be told at once.</summary>
internal static class LeaseOwner
{
    /// <summary>A new owner in this process.</summary>
    public static string OfThisProcess() =>
        string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}");

    /// <summary>Whether the owner was a process of this machine that runs no more.</summary>
    /// <remarks>When in doubt the answer is no, and the lease ends by its time.</remarks>
    public static bool IsGone(string owner)
    {
        var parts = owner.Split('/');
        if (parts.Length != 3 || parts[0] != Environment.MachineName || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited;
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
}
