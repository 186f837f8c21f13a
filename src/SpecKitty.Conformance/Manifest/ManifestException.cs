using SpecKitty.Events;
using SpecKitty.Events.Values;

namespace SpecKitty.Conformance.Manifest;

/// <summary>A manifest cannot be used.</summary>
public sealed class ManifestException : SpecKittyEventsException
{
    /// <summary>Makes an exception without faults.</summary>
    public ManifestException()
        : this(EquatableList<ManifestError>.Empty)
    {
    }

    /// <summary>Makes an exception with a message alone.</summary>
    /// <param name="message">What is wrong.</param>
    public ManifestException(string message)
        : base(message) => Errors = EquatableList<ManifestError>.Empty;

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public ManifestException(string message, Exception innerException)
        : base(message, innerException) => Errors = EquatableList<ManifestError>.Empty;

    /// <summary>Makes an exception from faults.</summary>
    /// <param name="errors">Every fault of the manifest.</param>
    public ManifestException(EquatableList<ManifestError> errors)
        : base(string.Join(Environment.NewLine, errors)) => Errors = errors;

    /// <summary>Every fault of the manifest.</summary>
    public EquatableList<ManifestError> Errors { get; }
}
