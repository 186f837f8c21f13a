using System.CommandLine;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Home;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;

namespace SpecKitty.Cli.Commands;

/// <summary><c>sync diagnose</c>: why events are not on the server, cause by cause.</summary>
internal static class SyncDiagnoseCommand
{
    public static Command Create(CliContext context)
    {
        var limit = SharedOptions.Limit("causes", 50);
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("diagnose", "Hold every undelivered event against the contract as the server does, and say what keeps each from being delivered: one cause, one remedy. Asks no server.")
        {
            Examples =
            [
                new("spec-kitty sync diagnose", "read causes and remedies"),
                new("spec-kitty sync diagnose --json", "for a program: 0 when nothing is wrong, 1 when an event breaks the contract, 6 for any other cause"),
            ],
            ExitCodes = [ExitCodes.ContractBroken, ExitCodes.Rejected, ExitCodes.LocalFile],
        };
        command.Add(limit);
        command.Add(asJson);
        command.SetAction(parse => Run(context, parse.GetValue(limit), parse.GetValue(asJson)));
        return command;
    }

    private static int Run(CliContext context, int limit, bool asJson)
    {
        var home = SpecKittyHome.Find(context.Environment);
        using var queue = OfflineQueue.OpenToRead(home, clock: context.Clock);
        QueueNotice.Tell(context, queue);
        var diagnosis = QueueDiagnosis.Of(queue, new ProjectLinks(home), new CredentialStore(home).Load());
        var findings = diagnosis.Findings;
        if (asJson)
        {
            WriteJson(context, diagnosis.Events, findings, limit);
        }
        else
        {
            Print(context, findings, limit);
        }

        context.Error.WriteLine(findings.Count == 0
            ? $"Nothing is wrong with the {Count.Of(diagnosis.Events, "undelivered event")}."
            : $"{Count.Of(findings.Count, "cause")} found in {Count.Of(diagnosis.Events, "undelivered event")}.{(findings.Count > limit ? $" The first {limit} are shown; --limit shows more." : "")}");
        return findings.Count == 0 ? ExitCodes.Fine
            : findings.Any(finding => finding.Cause == FindingCause.ContractBroken) ? ExitCodes.ContractBroken
            : ExitCodes.Rejected;
    }

    private static void Print(CliContext context, IReadOnlyList<QueueFinding> findings, int limit)
    {
        foreach (var finding in findings.Take(limit))
        {
            context.Output.WriteLine($"{finding.CauseWord}: {Count.Of(finding.Events, "event")}");
            context.Output.WriteLine($"  cause: {finding.Message}");
            context.Output.WriteLine($"  fix: {finding.Remedy}");
            context.Output.WriteLine($"  {(finding.Events > finding.EventIds.Count ? "such as" : "events")}: {string.Join(", ", finding.EventIds)}");
        }
    }

    private static void WriteJson(CliContext context, long events, IReadOnlyList<QueueFinding> findings, int limit) => JsonOutput.WriteObject(context, json =>
    {
        json.WriteNumber("events", events);
        json.WriteNumber("causes", findings.Count);
        json.WriteStartArray("findings");
        foreach (var finding in findings.Take(limit))
        {
            json.WriteStartObject();
            json.WriteString("cause", finding.CauseWord);
            json.WriteNumber("events", finding.Events);
            json.WriteString("message", finding.Message);
            json.WriteString("fix", finding.Remedy);
            json.WriteStartArray("event_ids");
            foreach (var id in finding.EventIds)
            {
                json.WriteStringValue(id);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
