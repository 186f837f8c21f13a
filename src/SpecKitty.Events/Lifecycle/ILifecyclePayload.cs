namespace SpecKitty.Events.Lifecycle;

/// <summary>A payload of the mission lifecycle family.</summary>
public interface ILifecyclePayload : IEventPayload
{
    /// <summary>The mission. At least one character.</summary>
    string MissionId { get; }
}
