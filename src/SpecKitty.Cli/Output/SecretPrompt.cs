using System.Text;

namespace SpecKitty.Cli.Output;

/// <summary>Reads a password from the keyboard without showing it.</summary>
internal static class SecretPrompt
{
    /// <summary>Reads up to Enter; Backspace takes back one character.</summary>
    /// <returns>The line, or null when the input ended.</returns>
    public static string? ReadLine()
    {
        var line = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter)
            {
                return line.ToString();
            }

            if (key.Key == ConsoleKey.Backspace)
            {
                line.Length = Math.Max(0, line.Length - 1);
            }
            else if (key.KeyChar == '\u0004' && line.Length == 0)
            {
                return null;
            }
            else if (!char.IsControl(key.KeyChar))
            {
                line.Append(key.KeyChar);
            }
        }
    }
}
