using System.CommandLine;

namespace SpecKitty.Cli.Commands;

/// <summary>A command whose help also shows examples and the exit codes that it can end with.</summary>
internal sealed class DocumentedCommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines that work as they stand, each with what it does.</summary>
    public IReadOnlyList<CommandExample> Examples { get; init; } = [];

    /// <summary>The codes that this command can end with, besides <see cref="Cli.ExitCodes.Fine"/> and <see cref="Cli.ExitCodes.Misuse"/>.</summary>
    public IReadOnlyList<int> ExitCodes { get; init; } = [];
}

/// <summary>One line of the examples in a help text.</summary>
/// <param name="Line">The command line.</param>
/// <param name="Meaning">What it does, in a few words.</param>
internal sealed record CommandExample(string Line, string Meaning);
