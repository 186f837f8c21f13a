using System.Globalization;

namespace SpecKitty.Events.Envelope;

/// <summary>The version of an envelope: three runs of digits with points between.</summary>
internal static class SchemaVersionText
{
    public const string Rule = "three whole numbers with points between, such as 1.0.0";

    public const string Pattern = @"^\d+\.\d+\.\d+$";

    public static bool TryMajor(string text, out int major)
    {
        major = 0;
        var parts = text.Split('.');
        if (parts.Length != 3)
        {
            return false;
        }

        foreach (var part in parts)
        {
            if (part.Length == 0 || !part.All(char.IsAsciiDigit))
            {
                return false;
            }
        }

        // A version of more digits than an int is a version all the same; its major is just none that anybody accepts.
        major = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : int.MaxValue;
        return true;
    }
}
