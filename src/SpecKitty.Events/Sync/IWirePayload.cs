using System.Diagnostics.CodeAnalysis;

namespace SpecKitty.Events.Sync;

/// <summary>A payload of the wire surface.</summary>
[SuppressMessage("Design", "CA1040:Avoid empty interfaces", Justification = "It tells the two surfaces apart.")]
public interface IWirePayload : IEventPayload
{
}
