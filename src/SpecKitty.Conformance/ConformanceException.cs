using SpecKitty.Events;

namespace SpecKitty.Conformance;

/// <summary>An assertion about the contract does not hold.</summary>
public sealed class ConformanceException : SpecKittyEventsException
{
    /// <summary>Makes an exception without a message.</summary>
    public ConformanceException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What should hold, and what is.</param>
    public ConformanceException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    /// <param name="message">What should hold, and what is.</param>
    /// <param name="innerException">The cause.</param>
    public ConformanceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
