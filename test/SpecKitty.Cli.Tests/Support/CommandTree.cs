using System.CommandLine;
using System.Text;
using SpecKitty.Cli.Commands;

namespace SpecKitty.Cli.Tests.Support;

/// <summary>Every command of the program, with its path.</summary>
internal static class CommandTree
{
    /// <summary>Groups and commands; the root's path is empty.</summary>
    public static IReadOnlyList<(Command Command, string Path)> All { get; } = [.. Under(Root(), "")];

    /// <summary>The commands that do something, without the groups that only hold others.</summary>
    public static IReadOnlyList<(Command Command, string Path)> Leaves { get; } = [.. All.Where(found => found.Command.Subcommands.Count == 0)];

    private static RootCommand Root() => SpecKittyRoot.Create(new CliContext
    {
        InputStream = Stream.Null,
        OutputStream = Stream.Null,
        OutputText = new StreamWriter(Stream.Null, Encoding.UTF8),
        ErrorText = TextWriter.Null,
        WorkingDirectory = Path.GetTempPath(),
        Environment = _ => null,
    });

    private static IEnumerable<(Command Command, string Path)> Under(Command command, string path) =>
        command.Subcommands.SelectMany(child => Under(child, path.Length == 0 ? child.Name : $"{path} {child.Name}")).Prepend((command, path));
}
