using System.CommandLine;
using SpecKitty.Events.Values;

namespace SpecKitty.Cli.Commands;

/// <summary>Options that several commands have, worded the same.</summary>
internal static class SharedOptions
{
    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    /// <summary>An option that takes one word of a closed set.</summary>
    public static Option<string> OneOf(string name, IReadOnlyList<string> words, string otherwise, string description)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => otherwise };
        option.AcceptOnlyFromAmong([.. words]);
        return option;
    }

    /// <summary>The value of an option that takes one word of a vocabulary.</summary>
    public static T GetWord<T>(this ParseResult parse, Option<string> option, Vocabulary<T> vocabulary)
        where T : struct, Enum
        => vocabulary.TryParse(parse.GetValue(option), out var value) ? value : throw new CliException(ExitCodes.Misuse, $"{option.Name} must be one of {string.Join(", ", vocabulary.Words)}.", "See --help.");
}
