using System.CommandLine;
using System.Text;
using SpecKitty.Cli.Output;
using SpecKitty.Events.Schemas;

namespace SpecKitty.Cli.Commands;

/// <summary><c>schema show</c>: the text of one schema.</summary>
internal static class SchemaShowCommand
{
    public static Command Create(CliContext context)
    {
        var name = new Argument<string>("NAME") { Description = "A name of 'schema list', such as focus_target or wire/wp_created_payload." };
        var command = new DocumentedCommand("show", "Print one JSON Schema (draft 2020-12).")
        {
            Examples = [new("spec-kitty schema show focus_changed_payload > focus_changed.json", "take a schema along for another tool")],
        };
        command.Add(name);
        command.SetAction(parse => Run(context, parse.GetRequiredValue(name)));
        return command;
    }

    private static int Run(CliContext context, string name)
    {
        if (!ContractSchemas.TryGetText(name, out var text))
        {
            var near = ContractSchemas.Names.Where(known => IsNear(known, name)).ToList();
            throw new CliException(
                ExitCodes.Misuse,
                $"There is no schema '{name}'.",
                near.Count > 0 ? $"Did you mean {string.Join(" or ", near)}?" : "'spec-kitty schema list' prints the names.");
        }

        using var output = new DataOutput(context);
        output.Write(Encoding.UTF8.GetBytes(text));
        output.Flush();
        return ExitCodes.Fine;
    }

    // Every word that was typed is in the name: FocusChanged, focus-changed and focus_changed.schema.json all mean focus_changed_payload.
    private static bool IsNear(string known, string typed)
    {
        var typedLetters = Letters(typed.Replace(".schema.json", "", StringComparison.OrdinalIgnoreCase).Replace(SchemaGenerator.IdPrefix, "", StringComparison.OrdinalIgnoreCase));
        return typedLetters.Length > 2 && Letters(known).Contains(typedLetters, StringComparison.Ordinal);
    }

    private static string Letters(string name) => new([.. name.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]);
}
