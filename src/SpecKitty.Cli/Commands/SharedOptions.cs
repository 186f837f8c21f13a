using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Cli.Commands;

/// <summary>Options that several commands have, worded the same.</summary>
internal static class SharedOptions
{
    /// <summary>Names who acts, for a whole shell.</summary>
    public const string ParticipantVariable = "SPEC_KITTY_PARTICIPANT";

    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    /// <summary><c>--limit</c>: how much of a list is shown.</summary>
    public static Option<int> Limit(string what, int otherwise)
    {
        var option = new Option<int>("--limit") { Description = $"The most {what} that are shown.", HelpName = "N", DefaultValueFactory = _ => otherwise };
        option.Validators.Add(RefuseLessThanOne);
        return option;
    }

    /// <summary><c>--limit</c> without a default: all of a list is shown when it is left out.</summary>
    public static Option<int?> Most(string what)
    {
        var option = new Option<int?>("--limit") { Description = $"The most {what} that are shown; all when left out.", HelpName = "N" };
        option.Validators.Add(RefuseLessThanOne);
        return option;
    }

    /// <summary><c>--project</c>.</summary>
    public static Option<string?> Project(string description) => new("--project") { Description = description, HelpName = "UUID" };

    /// <summary>The value of <see cref="Project"/>.</summary>
    public static Guid? ProjectOf(string? text) => text is null ? null
        : Guid.TryParseExact(text, "D", out var uuid) ? uuid
        : throw new CliException(ExitCodes.Misuse, $"--project is '{text}', which is not a hyphenated UUID.", "Copy it from .spec-kitty/project.toml or 'spec-kitty project list'.");

    /// <summary>The value of an option that takes a time.</summary>
    public static DateTimeOffset? Instant(string? text, string option) => text is null ? null
        : EventTimestamp.TryParse(text, out var instant, out _) ? instant.Instant
        : throw new CliException(ExitCodes.Misuse, $"{option} is '{text}', which is not an ISO 8601 time with an offset.", "Write it like 2026-02-12T10:00:00Z or 2026-02-12T11:00:00+01:00.");

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

    private static void RefuseLessThanOne(OptionResult result)
    {
        // What is no number at all, the parser says itself.
        if (result.Tokens is [var token, ..] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) && number < 1)
        {
            result.AddError("--limit must be at least 1.");
        }
    }
}
