namespace SpecKitty.Events;

/// <summary>A rule of the contract is broken by what a caller passes, outside any payload: a lane that is none, events that cannot be merged.</summary>
public sealed class ValidationException : SpecKittyEventsException
{
    /// <summary>Makes an exception without a message.</summary>
    public ValidationException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public ValidationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public ValidationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
