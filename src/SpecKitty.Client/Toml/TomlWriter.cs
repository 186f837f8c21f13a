using System.Globalization;
using System.Text;

namespace SpecKitty.Client.Toml;

/// <summary>Writes a document so that the reader gives back the same one.</summary>
internal static class TomlWriter
{
    public static string Write(TomlDocument document)
    {
        var text = new StringBuilder();
        WriteValues(text, document.Root);
        foreach (var name in document.TableNames)
        {
            if (text.Length > 0)
            {
                text.Append('\n');
            }

            text.Append('[');
            WriteKey(text, name);
            text.Append("]\n");
            WriteValues(text, document.Table(name));
        }

        return text.ToString();
    }

    private static void WriteValues(StringBuilder text, TomlTable table)
    {
        foreach (var (key, value) in table.Values)
        {
            WriteKey(text, key);
            text.Append(" = ");
            switch (value)
            {
                case string written:
                    WriteString(text, written);
                    break;
                case bool flag:
                    text.Append(flag ? "true" : "false");
                    break;
                default:
                    text.Append(CultureInfo.InvariantCulture, $"{value}");
                    break;
            }

            text.Append('\n');
        }
    }

    private static void WriteKey(StringBuilder text, string key)
    {
        if (key.Length > 0 && key.All(TomlReader.IsBareKey))
        {
            text.Append(key);
        }
        else
        {
            WriteString(text, key);
        }
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var unit in value)
        {
            _ = unit switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or '\u007f' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}"),
                _ => text.Append(unit),
            };
        }

        text.Append('"');
    }
}
