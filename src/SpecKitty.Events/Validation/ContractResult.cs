using System.Diagnostics.CodeAnalysis;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Validation;

/// <summary>The outcome of a read: the value, or every fault that was found.</summary>
/// <typeparam name="T">What was read.</typeparam>
public readonly struct ContractResult<T> : IEquatable<ContractResult<T>>
    where T : class
{
    private readonly EquatableList<ContractError>? _errors;

    internal ContractResult(T value) => Value = value;

    internal ContractResult(EquatableList<ContractError> errors) => _errors = errors;

    /// <summary>The value; null when there are faults.</summary>
    public T? Value { get; }

    /// <summary>Every fault, of more than 100 the first 100; empty when there is a value.</summary>
    public EquatableList<ContractError> Errors => _errors ?? EquatableList<ContractError>.Empty;

    /// <summary>Whether the input keeps the contract.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsValid => Value is not null;

    /// <summary>The value, for callers to whom a fault is a bug.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="ContractViolationException">There are faults; the exception carries them.</exception>
    public T ValueOrThrow() => Value ?? throw new ContractViolationException(Errors);

    /// <inheritdoc/>
    public bool Equals(ContractResult<T> other) => EqualityComparer<T?>.Default.Equals(Value, other.Value) && Errors.Equals(other.Errors);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ContractResult<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Value, Errors);

    /// <summary>Whether two outcomes are equal.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they are.</returns>
    public static bool operator ==(ContractResult<T> left, ContractResult<T> right) => left.Equals(right);

    /// <summary>Whether two outcomes differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they do.</returns>
    public static bool operator !=(ContractResult<T> left, ContractResult<T> right) => !left.Equals(right);
}
