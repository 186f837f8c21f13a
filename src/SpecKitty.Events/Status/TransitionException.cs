using SpecKitty.Events.Values;

namespace SpecKitty.Events.Status;

/// <summary>A transition breaks the rules, where the caller asked for an exception.</summary>
public sealed class TransitionException : SpecKittyEventsException
{
    /// <summary>Makes an exception without violations.</summary>
    public TransitionException()
        : this(EquatableList<string>.Empty)
    {
    }

    /// <summary>Makes an exception with a message alone.</summary>
    /// <param name="message">What is wrong.</param>
    public TransitionException(string message)
        : base(message) => Violations = EquatableList<string>.Empty;

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public TransitionException(string message, Exception innerException)
        : base(message, innerException) => Violations = EquatableList<string>.Empty;

    /// <summary>Makes an exception from violations.</summary>
    /// <param name="violations">Every broken rule.</param>
    public TransitionException(EquatableList<string> violations)
        : base(string.Join("; ", violations)) => Violations = violations;

    /// <summary>Every broken rule, in the order of the rules.</summary>
    public EquatableList<string> Violations { get; }
}
