namespace SpecKitty.Events.Collaboration;

/// <summary>A payload of the collaboration family.</summary>
public interface ICollaborationPayload : IEventPayload
{
    /// <summary>The mission. At least one character.</summary>
    string MissionId { get; }
}
