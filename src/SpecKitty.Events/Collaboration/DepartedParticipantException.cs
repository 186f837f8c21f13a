namespace SpecKitty.Events.Collaboration;

/// <summary>Strict mode met an event of a participant that has left, and so is no longer on the roster.</summary>
public sealed class DepartedParticipantException : UnknownParticipantException
{
    /// <summary>Makes an exception without a violation.</summary>
    public DepartedParticipantException()
    {
    }

    /// <summary>Makes an exception with a message alone.</summary>
    /// <param name="message">What is wrong.</param>
    public DepartedParticipantException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public DepartedParticipantException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception from a violation.</summary>
    /// <param name="violation">The violation.</param>
    public DepartedParticipantException(CollaborationViolation violation)
        : base(violation)
    {
    }
}
