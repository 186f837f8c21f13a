using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Collaboration;

/// <summary>Why strict mode does not admit an event.</summary>
/// <param name="Code">What is wrong.</param>
/// <param name="EventId">The event.</param>
/// <param name="EventType">Its type.</param>
/// <param name="ParticipantId">The participant that it is about, where there is one.</param>
/// <param name="Message">For a person: what is wrong and what helps.</param>
public sealed record CollaborationViolation(CollaborationAnomalyCode Code, EventId EventId, string EventType, string? ParticipantId, string Message)
{
    /// <summary>The violation as an exception.</summary>
    /// <returns>A <see cref="DepartedParticipantException"/>, an <see cref="UnknownParticipantException"/> or a <see cref="CollaborationViolationException"/>.</returns>
    public CollaborationViolationException ToException() => Code switch
    {
        CollaborationAnomalyCode.DepartedParticipant => new DepartedParticipantException(this),
        CollaborationAnomalyCode.UnknownParticipant => new UnknownParticipantException(this),
        _ => new CollaborationViolationException(this),
    };
}
