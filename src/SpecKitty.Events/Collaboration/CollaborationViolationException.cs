namespace SpecKitty.Events.Collaboration;

/// <summary>Strict mode met an event that it does not admit.</summary>
public class CollaborationViolationException : SpecKittyEventsException
{
    /// <summary>Makes an exception without a violation.</summary>
    public CollaborationViolationException()
    {
    }

    /// <summary>Makes an exception with a message alone.</summary>
    /// <param name="message">What is wrong.</param>
    public CollaborationViolationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public CollaborationViolationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception from a violation.</summary>
    /// <param name="violation">The violation.</param>
    public CollaborationViolationException(CollaborationViolation violation)
        : base(violation?.Message ?? "") => Violation = violation;

    /// <summary>The event, what is wrong with it, and who it is about; null when the exception was made from a message.</summary>
    public CollaborationViolation? Violation { get; }
}
