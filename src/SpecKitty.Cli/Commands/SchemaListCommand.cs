using System.CommandLine;
using SpecKitty.Cli.Output;
using SpecKitty.Events.Schemas;

namespace SpecKitty.Cli.Commands;

/// <summary><c>schema list</c>: the names of the schemas.</summary>
internal static class SchemaListCommand
{
    public static Command Create(CliContext context)
    {
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("list", "Print the name of every schema, one a line: those of the contract surface, and those of the wire surface under wire/.")
        {
            Examples =
            [
                new("spec-kitty schema list", "the names"),
                new("spec-kitty schema list --json", "name, id and title of each, as a JSON array"),
            ],
        };
        command.Add(asJson);
        command.SetAction(parse => Run(context, parse.GetValue(asJson)));
        return command;
    }

    private static int Run(CliContext context, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Write(context, json =>
            {
                json.WriteStartArray();
                foreach (var name in ContractSchemas.Names)
                {
                    var schema = ContractSchemas.Get(name);
                    json.WriteStartObject();
                    json.WriteString("name", name);
                    json.WriteString("id", schema.Id);
                    json.WriteString("title", schema.Title);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return ExitCodes.Fine;
        }

        using var output = new DataOutput(context);
        foreach (var name in ContractSchemas.Names)
        {
            output.WriteLine(name);
        }

        output.Flush();
        return ExitCodes.Fine;
    }
}
