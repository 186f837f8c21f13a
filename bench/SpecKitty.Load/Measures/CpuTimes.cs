using System.Globalization;

namespace SpecKitty.Load.Measures;

/// <summary>The processor time that everybody has used so far.</summary>
/// <param name="Client">This program.</param>
/// <param name="Server">The server.</param>
/// <param name="Database">The database, when it is a process of its own.</param>
internal readonly record struct CpuTimes(TimeSpan Client, TimeSpan Server, TimeSpan Database)
{
    private const double TicksASecond = 100;

    public static CpuTimes operator -(CpuTimes left, CpuTimes right) => new(left.Client - right.Client, left.Server - right.Server, left.Database - right.Database);

    public static CpuTimes operator +(CpuTimes left, CpuTimes right) => new(left.Client + right.Client, left.Server + right.Server, left.Database + right.Database);

    /// <summary>Takes the time of a process and those that it has started.</summary>
    /// <returns>Zero where the system does not tell.</returns>
    public static TimeSpan OfFamily(int processId)
    {
        var seconds = 0.0;
        foreach (var folder in Directory.Exists("/proc") ? Directory.GetDirectories("/proc") : [])
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id))
            {
                continue;
            }

            try
            {
                // The name of the program, in parentheses, may hold anything; behind it are state, parent, ..., user and system time.
                var text = File.ReadAllText(Path.Combine(folder, "stat"));
                var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                if (id == processId || fields[1] == processId.ToString(CultureInfo.InvariantCulture))
                {
                    seconds += (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksASecond;
                }
            }
            catch (IOException)
            {
                // It has just ended.
            }
        }

        return TimeSpan.FromSeconds(seconds);
    }
}
