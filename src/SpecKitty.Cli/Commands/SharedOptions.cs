using System.CommandLine;

namespace SpecKitty.Cli.Commands;

/// <summary>Options that several commands have, worded the same.</summary>
internal static class SharedOptions
{
    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON." };
}
