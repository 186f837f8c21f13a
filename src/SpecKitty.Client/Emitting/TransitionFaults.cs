using System.Buffers;
using System.Text.Json;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Status;
using SpecKitty.Events.Sync;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Client.Emitting;

/// <summary>Everything that speaks against a move, all at once: what is no value of its field, and what the rules of transitions forbid.</summary>
internal static class TransitionFaults
{
    /// <summary>Stands in where the contract's payload asks for what a move need not say and the wire does not carry.</summary>
    private const string Unsaid = "-";

    private const string ToLane = "to_lane";

    private static readonly JsonText SomeEvidence = JsonText.Parse("""{"repos":[{"repo":"-","branch":"-","commit":"-"}],"review":{"reviewer":"-","verdict":"-"}}""");

    /// <summary>Whether a lane may follow another without force.</summary>
    public static bool IsInTable(Lane? from, Lane to) =>
        TransitionRules.Validate(Transition(new WorkPackageMove { WpId = Unsaid, ToLane = Unsaid, Reason = Unsaid, ReviewRef = Unsaid }, from, to)).IsValid;

    /// <summary>The faults of a move.</summary>
    /// <param name="move">The move, with its actor.</param>
    /// <param name="known">What is remembered of the package; null for nothing.</param>
    /// <param name="from">The lane that it leaves; null when there was none, or none that can be read.</param>
    /// <param name="to">The lane that it enters; planned when it cannot be read.</param>
    /// <returns>Every fault, one a field; empty when the move is valid.</returns>
    public static IReadOnlyList<ContractError> Of(WorkPackageMove move, RememberedLane? known, out Lane? from, out Lane to)
    {
        var hasTo = LaneMapping.TryNormalize(move.ToLane, out to);
        var hasFrom = LaneMapping.TryNormalize(move.FromLane, out var left);
        from = move.FromLane is null ? known?.LaneBefore(to) : hasFrom ? left : null;
        var (fromText, toText) = (hasFrom ? left.ToText() : move.FromLane, hasTo ? to.ToText() : move.ToLane);
        var wire = Json(json =>
        {
            json.WriteString("wp_id", move.WpId);
            json.WriteString("previous_status", SyncLane.Planned.ToText());
            json.WriteString("new_status", SyncLane.Doing.ToText());
            json.WriteString("changed_by", move.Actor);
            json.WriteString("feature_slug", move.FeatureSlug);
        });
        List<ContractError> faults = [.. Faults(wire, ValidationSurface.Wire), .. Faults(Contract(move, fromText, toText), ValidationSurface.Contract)];
        if (faults.Count > 0)
        {
            // The rules among fields are looked at only where each field is fine, so they are asked once more with fields that are.
            var sound = move with { WpId = Unsaid, FeatureSlug = null, Actor = Unsaid, Evidence = move.Evidence is null ? null : SomeEvidence };
            faults.AddRange(Faults(Contract(sound, null, hasTo ? toText : Lane.Planned.ToText()), ValidationSurface.Contract));
        }

        if (hasTo && (hasFrom || move.FromLane is null))
        {
            var broken = TransitionRules.Validate(Transition(move, from, to)).Violations;
            faults.AddRange(broken.Select(violation => new ContractError(ContractErrorCode.RuleBroken, ToLane, violation)));
        }

        return [.. faults.DistinctBy(fault => fault.Code == ContractErrorCode.RuleBroken ? fault.Message : fault.Path)];
    }

    private static ReadOnlyMemory<byte> Contract(WorkPackageMove move, string? from, string to) => Json(json =>
    {
        json.WriteString("feature_slug", move.FeatureSlug ?? Unsaid);
        json.WriteString("wp_id", move.WpId);
        json.WriteString("from_lane", from);
        json.WriteString(ToLane, to);
        json.WriteString("actor", move.Actor);
        json.WriteBoolean("force", move.Force);
        json.WriteString("reason", move.Reason);
        json.WriteString("execution_mode", "direct_repo");
        json.WriteString("review_ref", move.ReviewRef);
        if (move.Evidence is { } evidence)
        {
            json.WritePropertyName("evidence");
            json.WriteRawValue(evidence.Utf8.Span, skipInputValidation: true);
        }
    });

    /// <summary>What the model finds; what the schema finds is told where the model finds nothing, as both find most of it.</summary>
    private static IReadOnlyList<ContractError> Faults(ReadOnlyMemory<byte> payload, ValidationSurface surface)
    {
        var faults = EventValidator.ValidatePayload(SyncEventTypes.WPStatusChanged, payload, surface);
        var ofModel = faults.Where(fault => fault.Layer == ValidationLayer.Model).ToList();

        // A rule among fields is a rule of the transition: it stands with the lane that asks for it.
        return [.. (ofModel.Count > 0 ? ofModel : faults.AsEnumerable()).Select(fault => fault.Error.Path.Length == 0 ? fault.Error with { Path = ToLane } : fault.Error)];
    }

    private static StatusTransitionPayload Transition(WorkPackageMove move, Lane? from, Lane to) => new()
    {
        FeatureSlug = move.FeatureSlug ?? Unsaid,
        WpId = move.WpId,
        FromLane = from,
        ToLane = to,
        Actor = move.Actor ?? Unsaid,
        Force = move.Force,
        Reason = move.Reason,
        ReviewRef = move.ReviewRef,
        ExecutionMode = ExecutionMode.DirectRepo,
    };

    private static ReadOnlyMemory<byte> Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
