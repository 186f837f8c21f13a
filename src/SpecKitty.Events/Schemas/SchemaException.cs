namespace SpecKitty.Events.Schemas;

/// <summary>A schema that cannot be compiled: not JSON, a keyword of a wrong form, a reference to nowhere, or a keyword that is not supported.</summary>
public sealed class SchemaException : SpecKittyEventsException
{
    /// <summary>An unexplained fault of a schema.</summary>
    public SchemaException()
        : this("", "the schema cannot be compiled")
    {
    }

    /// <summary>A fault of the schema as a whole.</summary>
    /// <param name="message">What is wrong.</param>
    public SchemaException(string message)
        : this("", message)
    {
    }

    /// <summary>A fault of the schema as a whole, found by way of another exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">What found it.</param>
    public SchemaException(string message, Exception? innerException)
        : this("", message, innerException)
    {
    }

    /// <summary>A fault at one place of the schema.</summary>
    /// <param name="pointer">JSON pointer to the place; empty for the root.</param>
    /// <param name="fault">What is wrong there.</param>
    /// <param name="innerException">What found it, if another exception did.</param>
    public SchemaException(string pointer, string fault, Exception? innerException = null)
        : base($"Schema at '#{pointer}': {fault}.", innerException) => Pointer = pointer;

    /// <summary>JSON pointer to the faulty place of the schema; empty for the root.</summary>
    public string Pointer { get; }
}
