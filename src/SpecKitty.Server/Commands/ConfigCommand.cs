using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SpecKitty.Server.Hosting.Configuration;

namespace SpecKitty.Server.Commands;

/// <summary>Shows what the server would run with, and why.</summary>
internal static class ConfigCommand
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make()
    {
        var json = new Option<bool>("--json") { Description = "Write JSON: a list with key, value, source, default and meaning of each." };
        var flags = ConfigurationFlags.All();
        var command = new Command("config", Help()) { json };
        flags.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            if (await flags.ReadOrTellAsync(parsed) is not { } configuration)
            {
                return ExitCodes.Misuse;
            }

            await Console.Out.WriteAsync(parsed.GetValue(json) ? ToJson(configuration) : ToText(configuration));
            return ExitCodes.Fine;
        });
        return command;
    }

    private static string Help()
    {
        var help = new StringBuilder(
            """
            Shows the value of every key and where it comes from, checked as at the start of the server; secrets are left out.
            A flag outdoes a variable of the environment, a variable the file, the file the default.

            Examples:
              SpecKitty.Server config
              SPECKITTY_LOGGING__FORMAT=json SpecKitty.Server config --set limits.events_per_batch=500 --json

            Exit codes: 0 fine, 2 a fault in the configuration.

            Keys:

            """);
        foreach (var key in ConfigurationKeys.All)
        {
            help.Append($"  {key.Name}\n    {key.TypeName}; default {key.DefaultText}; {key.Variable}\n");
        }

        return help.ToString().TrimEnd();
    }

    private static string ToText(ServerConfiguration configuration)
    {
        var text = new StringBuilder();
        var widestKey = configuration.Entries.Max(entry => entry.Key.Name.Length);
        var widestValue = Math.Min(40, configuration.Entries.Max(entry => entry.Shown.Length));
        foreach (var entry in configuration.Entries)
        {
            text.Append($"{entry.Key.Name.PadRight(widestKey)}  {(entry.Shown.Length > 0 ? entry.Shown : "-").PadRight(widestValue)}  {entry.Source}\n");
        }

        return text.ToString();
    }

    private static string ToJson(ServerConfiguration configuration)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartArray();
            foreach (var entry in configuration.Entries)
            {
                json.WriteStartObject();
                json.WriteString("key", entry.Key.Name);
                json.WriteString("value", entry.Shown.Length > 0 ? entry.Shown : null);
                json.WriteString("source", entry.Source.Kind.ToString().ToLowerInvariant());
                json.WriteString("source_name", entry.Source.Name.Length > 0 ? entry.Source.Name : null);
                json.WriteString("type", entry.Key.TypeName);
                json.WriteString("default", entry.Key.DefaultText);
                json.WriteString("meaning", entry.Key.Meaning);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return $"{Encoding.UTF8.GetString(buffer.ToArray())}\n";
    }
}
