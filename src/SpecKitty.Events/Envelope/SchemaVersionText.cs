using System.Globalization;
using System.Text.RegularExpressions;

namespace SpecKitty.Events.Envelope;

/// <summary>The version of an envelope: three runs of digits with points between.</summary>
internal static partial class SchemaVersionText
{
    public const string Rule = "three whole numbers with points between, such as 1.0.0";

    public const string Pattern = @"^\d+\.\d+\.\d+$";

    /// <summary>The form of the whole text. It ends in \z and not in $: in .NET a $ lets a final line break pass.</summary>
    public static Regex Form => WholeForm();

    public static bool TryMajor(string text, out int major)
    {
        major = 1;
        if (text == Event.DefaultSchemaVersion)
        {
            return true;
        }

        if (!Form.IsMatch(text))
        {
            return false;
        }

        // A version of more digits than an int is a version all the same; its major is just none that anybody accepts.
        major = int.TryParse(text.AsSpan(0, text.IndexOf('.')), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : int.MaxValue;
        return true;
    }

    [GeneratedRegex(@"^[0-9]+\.[0-9]+\.[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex WholeForm();
}
