using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using SpecKitty.Cli.Input;
using SpecKitty.Events.Values;

namespace SpecKitty.Cli.Commands;

/// <summary>Arguments and options that several commands for one event type have, worded the same.</summary>
/// <remarks>None of them refuses a value: the contract's validator does, and so names all that is wrong at once.</remarks>
internal static class EmitArguments
{
    /// <summary>The work package.</summary>
    public static Argument<string> WorkPackage() => new("wp") { Description = "The work package, WP and two digits.", HelpName = "WP" };

    /// <summary>The feature.</summary>
    public static Argument<string> Feature() => new("slug") { Description = "The feature: three digits, a hyphen and its name.", HelpName = "SLUG" };

    /// <summary>A required option that takes one word of a vocabulary.</summary>
    public static Option<string> Word<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>(string name, string description)
        where T : struct, Enum
    {
        var words = Vocabulary<T>.Instance.Words;
        var option = new Option<string>(name) { Description = description, HelpName = string.Join('|', words), Required = true };
        option.CompletionSources.Add([.. words]);
        return option;
    }

    /// <summary>A text, or standard input for <c>-</c>.</summary>
    public static string? TextOrInput(CliContext context, string argument) =>
        argument == InputFile.StandardInput ? ArgumentText.ReadText(context, argument) : argument;
}
