using System.Text.Json;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Conformance.Manifest;

/// <summary>Reads what a fixture pins: faults in the short form or as a list, or the violation of a reduction.</summary>
internal static class ExpectedFaultReader
{
    private const string List = "expected_faults";
    private const string Both = "both";

    public static EquatableList<ExpectedFault> Read(ManifestObject members, Fixture fixture)
        => members.Has(List) ? ReadList(members) : ReadShort(members, fixture);

    public static ExpectedViolation? ReadViolation(ManifestObject members)
    {
        const string member = "expected_error";
        if (members.Find(member, JsonValueKind.Object, isRequired: true) is not { } json)
        {
            return null;
        }

        var errors = new List<ManifestError>();
        var violation = new ManifestObject(json, "", errors);
        var kind = violation.Word<CollaborationAnomalyCode>("kind", isRequired: true);
        var eventType = violation.Text("event_type", isRequired: true);
        var participant = violation.Has("participant_id") && json.GetProperty("participant_id").ValueKind == JsonValueKind.Null
            ? violation.Find("participant_id", JsonValueKind.Null, isRequired: true)?.GetString()
            : violation.Text("participant_id", isRequired: true);
        EventId eventId = default;
        if (violation.Text("event_id", isRequired: true) is { } text && !EventId.TryParse(text, out eventId))
        {
            violation.Report("event_id", $"must be a ULID or a UUID; it is \"{text}\".");
        }

        violation.Finish("an expected error");
        errors.ForEach(error => members.Report($"{member}.{error.Where}", error.Message));
        return new ExpectedViolation(kind ?? default, eventId, eventType ?? "", participant);
    }

    private static EquatableList<ExpectedFault> ReadShort(ManifestObject members, Fixture fixture)
    {
        var code = members.Word<ContractErrorCode>("expected_code", isRequired: true);
        var path = members.Text("expected_path", isRequired: true, mayBeEmpty: true);
        var layer = members.Text("layer", isRequired: true);
        ValidationLayer[] layers = [];
        if (layer == Both)
        {
            layers = [fixture.Kind == FixtureKind.Payload ? ValidationLayer.Model : ValidationLayer.Envelope, ValidationLayer.Schema];
        }
        else if (Vocabulary<ValidationLayer>.Instance.TryParse(layer, out var one))
        {
            layers = [one];
        }
        else if (layer is not null)
        {
            members.Report("layer", $"must be one of {string.Join(", ", Vocabulary<ValidationLayer>.Instance.Words)}, {Both}; it is \"{layer}\".");
        }

        return code is { } known && path is not null
            ? layers.Select(each => new ExpectedFault(null, each, known, path)).ToEquatableList()
            : EquatableList<ExpectedFault>.Empty;
    }

    private static EquatableList<ExpectedFault> ReadList(ManifestObject members)
    {
        if (members.Find(List, JsonValueKind.Array, isRequired: true) is not { } json)
        {
            return EquatableList<ExpectedFault>.Empty;
        }

        if (json.GetArrayLength() == 0)
        {
            members.Report(List, "must have at least one fault: what is invalid has one.");
        }

        var faults = new List<ExpectedFault>();
        var position = 0;
        foreach (var entry in json.EnumerateArray())
        {
            var name = $"{List}.{position++}";
            if (entry.ValueKind != JsonValueKind.Object)
            {
                members.Report(name, "must be an object with layer, code and path.");
                continue;
            }

            if (ReadFault(members, name, entry) is { } fault)
            {
                faults.Add(fault);
            }
        }

        return faults.ToEquatableList();
    }

    private static ExpectedFault? ReadFault(ManifestObject members, string name, JsonElement entry)
    {
        var errors = new List<ManifestError>();
        var fault = new ManifestObject(entry, "", errors);
        var line = fault.Find("line", JsonValueKind.Number, isRequired: false);
        var number = 0;
        if (line is { } given && (!given.TryGetInt32(out number) || number < 1))
        {
            fault.Report("line", $"must be a whole number from 1; it is {given.GetRawText()}.");
        }

        var layer = fault.Word<ValidationLayer>("layer", isRequired: true);
        var code = fault.Word<ContractErrorCode>("code", isRequired: true);
        var path = fault.Text("path", isRequired: true, mayBeEmpty: true);
        fault.Finish("an expected fault");
        errors.ForEach(error => members.Report($"{name}.{error.Where}", error.Message));
        return layer is { } where && code is { } what && path is not null ? new ExpectedFault(line is null ? null : number, where, what, path) : null;
    }
}
