using System.Text.Json;
using SpecKitty.Cli.Input;
using SpecKitty.Cli.Output;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;

namespace SpecKitty.Cli.Validating;

/// <summary>Validates an input line by line and answers each line with one of its own, in input order.</summary>
internal sealed class LineValidation(CliContext context, ValidationSurface surface)
{
    private readonly EventReader _reader = new();
    private readonly BatchItem _item = new(surface);

    /// <summary>Validates envelopes, one a line: <c>{"line", "event_id", "valid", "errors"}</c> for each.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public int RunEvents(string? path) => Run(path, "event", WriteEvent);

    /// <summary>Validates the items of a batch: <c>{"id", "valid", "errors"}</c> for each.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public int RunBatch(string path) => Run(path, "item", WriteItem);

    private int Run(string? path, string noun, Func<Utf8JsonWriter, Utf8Line, bool> write)
    {
        using var input = InputFile.Open(context, path);
        using var output = new DataOutput(context);
        var (lines, invalid) = (0L, 0L);
        foreach (var line in Utf8Lines.Read(input, path, output.Flush))
        {
            lines++;
            var isValid = false;
            output.WriteObject(json => isValid = write(json, line));
            invalid += isValid ? 0 : 1;
        }

        output.Flush();
        if (invalid == 0)
        {
            return ExitCodes.Fine;
        }

        Complaint.Write(
            context.Error,
            $"{invalid} of {Count.Of(lines, noun)} of {InputFile.NameOf(path)} {(invalid == 1 ? "breaks" : "break")} the contract.",
            "Each line of the output with \"valid\": false lists what is wrong, where, and what the rule is.");
        return ExitCodes.ContractBroken;
    }

    private bool WriteEvent(Utf8JsonWriter json, Utf8Line line)
    {
        var read = _reader.Read(line.Text);
        IReadOnlyCollection<LayeredFault> faults = read.IsValid
            ? [.. EventValidator.Validate(read.Value, surface).Select(LayeredFault.Of)]
            : [.. read.Errors.Select(error => LayeredFault.Of(new ValidationFault(error, ValidationLayer.Envelope)))];
        json.WriteNumber("line", line.Number);
        json.WriteString("event_id", read.IsValid ? read.Value.EventId.ToString() : ClaimedId(line));
        LayeredFault.WriteVerdict(json, faults);
        return faults.Count == 0;
    }

    // What a bad envelope calls itself helps to find it, even when the id itself is the fault.
    private static string? ClaimedId(Utf8Line line) => JsonSlices.Read(line.Text).TryGetText("event_id", out var id) ? id : null;

    private bool WriteItem(Utf8JsonWriter json, Utf8Line line)
    {
        var item = JsonSlices.Read(line.Text);
        var faults = _item.Judge(item);
        ItemId.Write(json, item);
        LayeredFault.WriteVerdict(json, faults);
        return faults.Count == 0;
    }
}
