using SpecKitty.Events.Values;

namespace SpecKitty.Events.Validation;

/// <summary>An input breaks the contract, where the caller asked for a value or an exception.</summary>
public sealed class ContractViolationException : SpecKittyEventsException
{
    /// <summary>Makes an exception without faults.</summary>
    public ContractViolationException()
        : this(EquatableList<ContractError>.Empty)
    {
    }

    /// <summary>Makes an exception with a message alone.</summary>
    /// <param name="message">What is wrong.</param>
    public ContractViolationException(string message)
        : base(message) => Errors = EquatableList<ContractError>.Empty;

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public ContractViolationException(string message, Exception innerException)
        : base(message, innerException) => Errors = EquatableList<ContractError>.Empty;

    /// <summary>Makes an exception from faults.</summary>
    /// <param name="errors">Every fault of the input.</param>
    public ContractViolationException(EquatableList<ContractError> errors)
        : base(string.Join(Environment.NewLine, errors)) => Errors = errors;

    /// <summary>Every fault of the input.</summary>
    public EquatableList<ContractError> Errors { get; }
}
