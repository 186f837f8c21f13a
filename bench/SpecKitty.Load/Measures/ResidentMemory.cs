using System.Diagnostics;

namespace SpecKitty.Load.Measures;

/// <summary>What of a process is in memory.</summary>
internal static class ResidentMemory
{
    /// <summary>Its bytes at this moment.</summary>
    public static long Of(Process process)
    {
        process.Refresh();
        return process.WorkingSet64;
    }
}
