namespace SpecKitty.Events.Collaboration;

/// <summary>A payload with one acting participant.</summary>
public interface ISingleActorPayload : ICollaborationPayload
{
    /// <summary>Who acts. At least one character.</summary>
    string ParticipantId { get; }
}
