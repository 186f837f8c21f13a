using System.Text.Json;
using SpecKitty.Cli.Input;
using SpecKitty.Cli.Output;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;

namespace SpecKitty.Cli.Reducing;

/// <summary>Reduces many logs, one a line: <c>{"id", "reducer", "mode", "roster", "events"}</c> in, <c>{"id", "state"}</c> or <c>{"id", "error"}</c> out, in input order.</summary>
internal sealed class BatchReduction(CliContext context, ReductionRequest defaults)
{
    private readonly EventReader _reader = new();

    /// <summary>Reduces every line of an input.</summary>
    /// <param name="path">The input as it was named on the command line.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public int Run(string path)
    {
        using var input = InputFile.Open(context, path);
        using var output = new DataOutput(context);
        var malformed = 0L;
        foreach (var line in Utf8Lines.Read(input, path, output.Flush))
        {
            var batch = BatchLine.Read(line.Text, defaults, _reader);
            output.WriteObject(json => Write(json, batch));
            if (batch.LineFaults.Count > 0)
            {
                malformed++;
                foreach (var fault in batch.LineFaults)
                {
                    context.Error.WriteLine($"line {line.Number}: {fault}");
                }
            }
        }

        output.Flush();
        if (malformed == 0)
        {
            return ExitCodes.Fine;
        }

        Complaint.Write(
            context.Error,
            $"{Count.Of(malformed, "line")} of {InputFile.NameOf(path)} could not be processed.",
            "Give one JSON object a line: {\"id\": \"a\", \"reducer\": \"collaboration\", \"mode\": \"strict\", \"roster\": null, \"events\": [\"{...}\"]}.");
        return ExitCodes.ContractBroken;
    }

    private static void Write(Utf8JsonWriter json, BatchLine batch)
    {
        ItemId.Write(json, batch.Members);
        if (batch.LineFaults.Count > 0)
        {
            WriteFaults(json, "The line itself is malformed: correct what errors names.", batch.LineFaults.Concat(batch.EventFaults));
        }
        else if (batch.EventFaults.Count > 0)
        {
            WriteFaults(json, "The log holds envelopes that are not valid: correct what errors names.", batch.EventFaults);
        }
        else if (batch.Request.Reduce(batch.Log, out var violation) is { } state)
        {
            json.WritePropertyName("state");
            json.WriteRawValue(state, skipInputValidation: true);
        }
        else
        {
            WriteViolation(json, violation!);
        }
    }

    private static void WriteFaults(Utf8JsonWriter json, string message, IEnumerable<ContractError> faults)
    {
        json.WriteStartObject("error");
        ReductionErrors.Write(json, message, faults);
        json.WriteEndObject();
    }

    private static void WriteViolation(Utf8JsonWriter json, CollaborationViolation violation)
    {
        json.WriteStartObject("error");
        ReductionErrors.Write(json, violation);
        json.WriteEndObject();
    }
}
