namespace SpecKitty.Client.Toml;

/// <summary>A text is not the TOML that SpecKitty's files are written in.</summary>
/// <remarks>The message names what was expected and where; it never repeats a value, since values may be secrets.</remarks>
public sealed class TomlSyntaxException : Exception
{
    /// <summary>Makes an exception for the start of a text.</summary>
    public TomlSyntaxException()
        : this("the text is not TOML", 1, 1)
    {
    }

    /// <summary>Makes an exception for the start of a text, with what is wrong.</summary>
    public TomlSyntaxException(string message)
        : this(message, 1, 1)
    {
    }

    /// <summary>Makes an exception for the start of a text, with what is wrong and what led to it.</summary>
    public TomlSyntaxException(string message, Exception? innerException)
        : base(message, innerException)
    {
        Line = 1;
        Column = 1;
    }

    /// <summary>Makes an exception for a place in the text.</summary>
    /// <param name="message">What is wrong there.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column in UTF-16 units, from 1.</param>
    public TomlSyntaxException(string message, int line, int column)
        : base($"line {line}, column {column}: {message}")
    {
        Line = line;
        Column = column;
    }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The column in UTF-16 units, from 1.</summary>
    public int Column { get; }
}
