using System.Diagnostics.CodeAnalysis;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;

namespace SpecKitty.Client.Emitting;

/// <summary>The event that was queued, or everything that speaks against it.</summary>
public sealed record EmitResult
{
    internal EmitResult(Event queued) => Event = queued;

    internal EmitResult(IReadOnlyList<ContractError> faults) => Faults = faults;

    /// <summary>The event, on disk; null when there are faults.</summary>
    public Event? Event { get; }

    /// <summary>Every fault; empty when the event was queued.</summary>
    public IReadOnlyList<ContractError> Faults { get; } = [];

    /// <summary>Whether the event was queued.</summary>
    [MemberNotNullWhen(true, nameof(Event))]
    public bool IsQueued => Event is not null;
}
