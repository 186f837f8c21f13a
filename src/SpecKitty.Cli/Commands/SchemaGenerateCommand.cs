using System.CommandLine;
using System.Text.Json;
using SpecKitty.Cli.Output;
using SpecKitty.Cli.Schemas;

namespace SpecKitty.Cli.Commands;

/// <summary><c>schema generate</c>: writes the schemas, or checks those that were written.</summary>
internal static class SchemaGenerateCommand
{
    private static readonly string HomeInRepository = Path.Combine("src", "SpecKitty.Events", "Schemas", "Files");

    public static Command Create(CliContext context)
    {
        var target = new Option<string?>("--out") { Description = "Where to write. Inside this library's repository, its own schema files when left out.", HelpName = "DIR" };
        var check = new Option<bool>("--check") { Description = "Write nothing; fail when a file is missing, differs from what is generated, or is no longer generated." };
        var folder = new Option<string?>("--dir") { Description = "With --check: the folder to look at. Inside this library's repository, its own schema files when left out.", HelpName = "DIR" };
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("generate", "Write every JSON Schema, generated from the types of the contract, as NAME.schema.json. Files that are as they should be stay untouched.")
        {
            Examples =
            [
                new("spec-kitty schema generate --out schemas", "write all schemas into a folder"),
                new("spec-kitty schema generate --check --dir schemas", "fail when the folder has drifted, naming each file"),
                new("spec-kitty schema generate --check", "the same for this library's own files, as its CI does"),
            ],
            ExitCodes = [ExitCodes.ContractBroken, ExitCodes.LocalFile],
        };
        command.Add(target);
        command.Add(check);
        command.Add(folder);
        command.Add(asJson);
        command.SetAction(parse => parse.GetValue(check)
            ? Check(context, parse.GetValue(folder), parse.GetValue(target), parse.GetValue(asJson))
            : Write(context, parse.GetValue(target), parse.GetValue(folder), parse.GetValue(asJson)));
        return command;
    }

    private static int Write(CliContext context, string? target, string? folder, bool asJson)
    {
        if (folder is not null)
        {
            throw new CliException(ExitCodes.Misuse, "--dir names the folder that --check looks at, and --check is not there.", "Add --check, or name the folder to write to with --out.");
        }

        var path = Place(context, target, "--out");
        var drift = OnDisk(path, schemas =>
        {
            var found = schemas.Compare();
            schemas.Write(found);
            return found;
        });
        context.Error.WriteLine($"Wrote {Count.Of(drift.Missing.Count + drift.Different.Count, "schema")} to {path}.");
        foreach (var name in drift.Orphaned)
        {
            context.Error.WriteLine($"warning: {name} is there, but is no longer generated; delete it.");
        }

        context.Accomplished = "The schemas were written.";
        if (asJson)
        {
            JsonOutput.WriteObject(context, json => WriteNames(json, "written", drift.Missing.Concat(drift.Different).Order(StringComparer.Ordinal)));
        }

        return ExitCodes.Fine;
    }

    private static int Check(CliContext context, string? folder, string? target, bool asJson)
    {
        if (target is not null)
        {
            throw new CliException(ExitCodes.Misuse, "--check writes nothing, so --out does not go with it.", "Name the folder to look at with --dir.");
        }

        var path = Place(context, folder, "--dir");
        if (!Directory.Exists(path))
        {
            throw new CliException(ExitCodes.Misuse, $"There is no folder '{path}'.", "Check the path, or write the schemas there first: spec-kitty schema generate --out DIR.");
        }

        var total = 0;
        var drift = OnDisk(path, schemas =>
        {
            total = schemas.Count;
            return schemas.Compare();
        });
        if (asJson)
        {
            JsonOutput.WriteObject(context, json =>
            {
                WriteNames(json, "missing", drift.Missing);
                WriteNames(json, "different", drift.Different);
                WriteNames(json, "orphaned", drift.Orphaned);
            });
        }

        if (drift.Count == 0)
        {
            context.Error.WriteLine($"All {Count.Of(total, "schema")} in {path} are as generated.");
            return ExitCodes.Fine;
        }

        Tell(context, "missing", drift.Missing);
        Tell(context, "different", drift.Different);
        Tell(context, "orphaned", drift.Orphaned);
        Complaint.Write(
            context.Error,
            $"{Count.Of(drift.Count, "schema file")} of {path} {(drift.Count == 1 ? "is" : "are")} not as generated.",
            $"Run 'spec-kitty schema generate{(folder is null ? "" : $" --out {folder}")}'{(drift.Orphaned.Count == 0 ? "" : ", delete what is orphaned,")} and commit.");
        return ExitCodes.ContractBroken;
    }

    private static SchemaDrift OnDisk(string path, Func<SchemaFolder, SchemaDrift> work)
    {
        try
        {
            return work(new SchemaFolder(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCodes.LocalFile, $"The folder {path} cannot be used: {fault.Message}", "Check that it is a folder that you may read and write, and that its disk has room.", fault);
        }
    }

    private static string Place(CliContext context, string? named, string option)
    {
        if (named is not null)
        {
            return named.Length > 0 ? context.FullPath(named) : throw new CliException(ExitCodes.Misuse, $"{option} is empty.", "Name a folder.");
        }

        for (var folder = new DirectoryInfo(context.WorkingDirectory); folder is not null; folder = folder.Parent)
        {
            var files = Path.Combine(folder.FullName, HomeInRepository);
            if (Directory.Exists(files))
            {
                return files;
            }
        }

        throw new CliException(ExitCodes.Misuse, "This directory is not inside the repository of the schemas, so there is no folder to choose.", $"Name one with {option} DIR.");
    }

    private static void Tell(CliContext context, string what, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            context.Error.WriteLine($"{what}: {name}");
        }
    }

    private static void WriteNames(Utf8JsonWriter json, string member, IEnumerable<string> names)
    {
        json.WriteStartArray(member);
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }
}
