using SpecKitty.Events.Shapes;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Gates;

/// <summary>A gate of continuous integration passed.</summary>
/// <remarks>Wire type <c>GatePassed</c>.</remarks>
public sealed record GatePassedPayload : IGatePayload, IContractModel<GatePassedPayload>
{
    /// <summary>The gate. At least one character.</summary>
    public required string GateName { get; init; }

    /// <summary>The kind of gate.</summary>
    public required GateType GateType { get; init; }

    /// <summary>How the check run ended.</summary>
    public required GatePassedConclusion Conclusion { get; init; }

    /// <summary>Who ran it.</summary>
    public required GateProvider ExternalProvider { get; init; }

    /// <summary>The check run, greater than zero.</summary>
    public required long CheckRunId { get; init; }

    /// <summary>Where to see it: absolute, http or https.</summary>
    public required Uri CheckRunUrl { get; init; }

    /// <summary>The delivery that brought the news; the same one twice is one. At least one character.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>The pull request, greater than zero.</summary>
    public long? PrNumber { get; init; }

    string IGatePayload.ConclusionText => Vocabulary<GatePassedConclusion>.Instance.TextOf(Conclusion);

    static ModelShape<GatePassedPayload> IContractModel<GatePassedPayload>.Shape { get; } = new(
        "A gate of continuous integration passed.",
        [
            FieldShape.Required("gate_name", Shape.Text, "The gate. At least one character."),
            FieldShape.Required("gate_type", Shape.OneOf<GateType>(), "The kind of gate."),
            FieldShape.Required("conclusion", Shape.OneOf<GatePassedConclusion>(), "How the check run ended."),
            FieldShape.Required("external_provider", Shape.OneOf<GateProvider>(), "Who ran it."),
            FieldShape.Required("check_run_id", Shape.Positive, "The check run, greater than zero."),
            FieldShape.Required("check_run_url", Shape.Url, "Where to see it: absolute, http or https."),
            FieldShape.Required("delivery_id", Shape.Text, "The delivery that brought the news; the same one twice is one. At least one character."),
            FieldShape.Optional("pr_number", Shape.Positive, "The pull request, greater than zero."),
        ],
        static (in FieldValues values) => new GatePassedPayload
        {
            GateName = values.Get<string>(0),
            GateType = values.Value<GateType>(1),
            Conclusion = values.Value<GatePassedConclusion>(2),
            ExternalProvider = values.Value<GateProvider>(3),
            CheckRunId = values.Value<long>(4),
            CheckRunUrl = values.Get<Uri>(5),
            DeliveryId = values.Get<string>(6),
            PrNumber = values.FindValue<long>(7),
        });
}
