using SpecKitty.Events.Collaboration;

namespace SpecKitty.Server.Demo;

/// <summary>Somebody in the demo's story.</summary>
/// <param name="Name">The name shown to people.</param>
/// <param name="Type">A person or a context of a model.</param>
/// <param name="Owner">The user who acts as it.</param>
internal sealed record DemoActor(string Name, ParticipantType Type, string Owner)
{
    /// <summary>The process that emits for it.</summary>
    public string NodeId => $"demo-{Name.ToLowerInvariant()}";
}
