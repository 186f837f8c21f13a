namespace SpecKitty.Cli.Output;

/// <summary>Reads a password from the keyboard without showing it.</summary>
internal static class SecretPrompt
{
    /// <summary>Reads up to Enter; <see cref="SecretLine"/> says which keys edit.</summary>
    /// <returns>The line, or null when the input ended.</returns>
    /// <exception cref="OperationCanceledException">Ctrl-C was pressed and came as a key.</exception>
    public static string? ReadLine()
    {
        var line = new SecretLine();
        while (!line.Press(Console.ReadKey(intercept: true)))
        {
        }

        return line.Text;
    }
}
