using System.Diagnostics.CodeAnalysis;

namespace SpecKitty.Events;

/// <summary>The typed payload of an event. Every implementation is a sealed, immutable record, equal by value, and stands in the payload catalogue.</summary>
[SuppressMessage("Design", "CA1040:Avoid empty interfaces", Justification = "It marks what may stand in the catalogue.")]
public interface IEventPayload
{
}
