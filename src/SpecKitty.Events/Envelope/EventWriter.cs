using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Envelope;

/// <summary>Writes envelopes as UTF-8: the members in the order of the contract, the payload, unknown members and the date-time as they came.</summary>
public static class EventWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes one envelope.</summary>
    /// <param name="value">The envelope.</param>
    /// <returns>One JSON object without line breaks of its own.</returns>
    public static byte[] ToUtf8(Event value)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        Write(buffer, value);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes one envelope.</summary>
    /// <param name="value">The envelope.</param>
    /// <returns>One JSON object without line breaks of its own.</returns>
    public static string ToText(Event value) => Encoding.UTF8.GetString(ToUtf8(value));

    /// <summary>Writes one envelope.</summary>
    /// <param name="destination">Takes the bytes.</param>
    /// <param name="value">The envelope.</param>
    public static void Write(IBufferWriter<byte> destination, Event value)
    {
        using var json = new Utf8JsonWriter(destination, Options);
        Write(json, value);
    }

    /// <summary>Writes one envelope as a value of a larger text.</summary>
    /// <param name="json">Takes the value.</param>
    /// <param name="value">The envelope.</param>
    public static void Write(Utf8JsonWriter json, Event value)
    {
        json.WriteStartObject();
        json.WriteString("event_id"u8, value.EventId.ToString());
        json.WriteString("event_type"u8, value.EventType);
        json.WriteString("aggregate_id"u8, value.AggregateId);
        WriteOptional(json, "aggregate_type"u8, value.AggregateType);
        json.WritePropertyName("payload"u8);
        json.WriteRawValue(value.Payload.Utf8.Span, skipInputValidation: true);
        json.WriteString("timestamp"u8, value.Timestamp.ToString());
        json.WriteString("node_id"u8, value.NodeId);
        json.WriteNumber("lamport_clock"u8, value.LamportClock);
        json.WriteString("causation_id"u8, value.CausationId?.ToString());
        json.WriteString("project_uuid"u8, value.ProjectUuid);
        json.WriteString("project_slug"u8, value.ProjectSlug);
        WriteOptional(json, "correlation_id"u8, value.CorrelationId?.ToString());
        json.WriteString("schema_version"u8, value.SchemaVersion);
        json.WriteNumber("data_tier"u8, value.DataTier);
        WriteOptional(json, "team_slug"u8, value.TeamSlug);
        WriteOptional(json, "git_branch"u8, value.GitBranch);
        WriteOptional(json, "head_commit_sha"u8, value.HeadCommitSha);
        WriteOptional(json, "repo_slug"u8, value.RepoSlug);
        WriteOptional(json, "build_id"u8, value.BuildId);
        foreach (var (name, member) in value.UnknownMembers)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(member.Utf8.Span, skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    /// <summary>The text that two envelopes share when they are equal, whatever the spelling of their payloads.</summary>
    internal static byte[] ToCanonicalUtf8(Event value) => new JsonText(ToUtf8(value)).ToCanonicalUtf8();

    private static void WriteOptional(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
