using Tomlyn.Syntax;

namespace SpecKitty.Client.Toml;

/// <summary>A text is not TOML.</summary>
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

    /// <summary>Makes the exception of what the parser found. Its words quote the text, so they are used only where they do not.</summary>
    internal static TomlSyntaxException Of(DiagnosticMessage fault)
    {
        var message = fault.Message switch
        {
            var said when said.Contains("already defined", StringComparison.Ordinal) => "the key or table is defined here a second time",
            var said when said.Contains("integer", StringComparison.Ordinal) => "the integer does not fit in 64 bits",
            var said when said.Contains("newline in a string", StringComparison.Ordinal) || said.Contains("on string literal", StringComparison.Ordinal) => "the string is not closed on its line",
            var said when said.Contains("control character", StringComparison.Ordinal) => "a control character must be written as an escape",
            var said when said.Contains("escape", StringComparison.Ordinal) || said.Contains("Unicode", StringComparison.Ordinal) => "the escape names no character",
            var said when said.Contains("for a value", StringComparison.Ordinal) => "a value was expected: a string in quotes, a number, a date, true, false, an array or an inline table",
            _ => "the text is not TOML here",
        };
        return new TomlSyntaxException(message, fault.Span.Start.Line + 1, fault.Span.Start.Column + 1);
    }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The column in UTF-16 units, from 1.</summary>
    public int Column { get; }
}
