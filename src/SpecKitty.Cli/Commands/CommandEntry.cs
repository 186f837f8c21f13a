using System.CommandLine;

namespace SpecKitty.Cli.Commands;

/// <summary>A command that is made only when a command line needs it: making all of them takes longer than most commands do.</summary>
/// <param name="Name">The word that names it.</param>
/// <param name="Create">Makes it; given is also the word of the command line behind the name, if there is one.</param>
internal sealed record CommandEntry(string Name, Func<CliContext, string?, Command> Create)
{
    /// <summary>A command that holds no others.</summary>
    public CommandEntry(string name, Func<CliContext, Command> create)
        : this(name, (context, _) => create(context))
    {
    }

    /// <summary>Gives a command the one below it that a word names; all of them when it names none.</summary>
    /// <param name="command">The command.</param>
    /// <param name="context">The surroundings.</param>
    /// <param name="word">The word behind the command's own; null when there is none.</param>
    /// <param name="further">The word behind that; null when there is none.</param>
    /// <param name="entries">What can stand below it.</param>
    /// <returns>Whether the word names one.</returns>
    public static bool AddNamed(Command command, CliContext context, string? word, string? further, CommandEntry[] entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Name == word)
            {
                command.Add(entry.Create(context, further));
                return true;
            }
        }

        foreach (var entry in entries)
        {
            command.Add(entry.Create(context, null));
        }

        return false;
    }
}
