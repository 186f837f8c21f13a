using System.Text;

namespace SpecKitty.Cli.Input;

/// <summary>Reads the value of an option that may also name where the value stands.</summary>
internal static class ArgumentText
{
    /// <summary>How the help names such a value.</summary>
    public const string Form = "TEXT|@FILE|-";

    private const char FileMark = '@';

    /// <summary>The value: the argument itself, the content of the file behind an <c>@</c>, or standard input for <c>-</c>.</summary>
    /// <exception cref="CliException">There is no such file, or it cannot be read.</exception>
    public static ReadOnlyMemory<byte> ReadBytes(CliContext context, string argument)
    {
        if (argument == InputFile.StandardInput)
        {
            return InputFile.ReadAll(context, argument);
        }

        return argument.StartsWith(FileMark) ? InputFile.ReadAll(context, argument[1..]) : Encoding.UTF8.GetBytes(argument);
    }

    /// <inheritdoc cref="ReadBytes"/>
    /// <exception cref="CliException">There is no such file, it cannot be read, or it is not UTF-8.</exception>
    public static string? ReadText(CliContext context, string? argument) =>
        argument is null ? null : InputText.Read(ReadBytes(context, argument).Span, argument.StartsWith(FileMark) ? argument[1..] : argument, ExitCodes.ContractBroken);
}
