namespace SpecKitty.Events.Gates;

/// <summary>What every gate payload has.</summary>
public interface IGatePayload : IEventPayload
{
    /// <summary>The gate. At least one character.</summary>
    string GateName { get; }

    /// <summary>The kind of gate.</summary>
    GateType GateType { get; }

    /// <summary>How the check run ended, as its text on the wire.</summary>
    string ConclusionText { get; }

    /// <summary>Who ran it.</summary>
    GateProvider ExternalProvider { get; }

    /// <summary>The check run, greater than zero.</summary>
    long CheckRunId { get; }

    /// <summary>Where to see it: absolute, http or https.</summary>
    Uri CheckRunUrl { get; }

    /// <summary>The delivery that brought the news. At least one character.</summary>
    string DeliveryId { get; }

    /// <summary>The pull request, greater than zero.</summary>
    long? PrNumber { get; }
}
