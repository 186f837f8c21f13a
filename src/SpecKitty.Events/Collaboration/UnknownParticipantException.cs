namespace SpecKitty.Events.Collaboration;

/// <summary>Strict mode met an event of a participant that is not on the roster.</summary>
public class UnknownParticipantException : CollaborationViolationException
{
    /// <summary>Makes an exception without a violation.</summary>
    public UnknownParticipantException()
    {
    }

    /// <summary>Makes an exception with a message alone.</summary>
    /// <param name="message">What is wrong.</param>
    public UnknownParticipantException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public UnknownParticipantException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception from a violation.</summary>
    /// <param name="violation">The violation.</param>
    public UnknownParticipantException(CollaborationViolation violation)
        : base(violation)
    {
    }
}
