namespace SpecKitty.Server.Tests.Nodes.Fire;

/// <summary>Shifts the clock of a process by libfaketime, where it is installed.</summary>
internal static class FakeClock
{
    private static readonly string? Library = new[] { "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib64/faketime/libfaketime.so.1" }
        .FirstOrDefault(File.Exists);

    /// <summary>Whether clocks can be shifted on this machine.</summary>
    public static bool IsInstalled => Library is not null;

    /// <summary>The environment of a process whose clock is ahead; empty where libfaketime is not installed.</summary>
    /// <param name="seconds">How many seconds ahead of this machine's clock.</param>
    public static IEnumerable<KeyValuePair<string, string>> Ahead(int seconds) => Library is null || seconds == 0
        ? []
        : [new("LD_PRELOAD", Library), new("FAKETIME", FormattableString.Invariant($"+{seconds}s")), new("DONT_FAKE_MONOTONIC", "1")];
}
