namespace SpecKitty.Events;

/// <summary>The root of every exception that the contract library throws for a broken contract.</summary>
public class SpecKittyEventsException : Exception
{
    /// <summary>Makes an exception without a message.</summary>
    public SpecKittyEventsException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">For a person: what is wrong and what to do.</param>
    public SpecKittyEventsException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    /// <param name="message">For a person: what is wrong and what to do.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public SpecKittyEventsException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
