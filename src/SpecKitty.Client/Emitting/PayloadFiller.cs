using System.Buffers;
using System.Text.Json;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Client.Emitting;

/// <summary>Adds who and where to a payload that leaves them out; what is there stays as it came.</summary>
internal static class PayloadFiller
{
    private const string Mission = "mission_id";
    private const string Participant = "participant_id";
    private const string Inviter = "invited_by";

    /// <summary>Deeper than what <see cref="JsonText"/> lets through.</summary>
    private static readonly JsonDocumentOptions DeepEnough = new() { MaxDepth = 1024 };

    /// <summary>Whether payloads of a type name a mission.</summary>
    public static bool NamesMission(string eventType) =>
        Implements<ICollaborationPayload>(eventType) || Implements<ILifecyclePayload>(eventType);

    /// <summary>The member of a type's payload in which the one who acts stands; null when nobody does, or when the server alone knows who.</summary>
    public static string? ActorMember(string eventType) => eventType switch
    {
        CollaborationEventTypes.ParticipantInvited => Inviter,
        CollaborationEventTypes.ParticipantJoined => null,
        _ => Implements<ISingleActorPayload>(eventType) ? Participant : null,
    };

    /// <summary>A member of a payload as text; null when it is not there or something else.</summary>
    public static string? Text(JsonText payload, string name)
    {
        using var document = JsonDocument.Parse(payload.Utf8, DeepEnough);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
    }

    /// <summary>The mission that a payload names; null when it names none.</summary>
    public static string? MissionOf(JsonText payload) => Text(payload, Mission);

    /// <summary>The payload with mission and actor, where its type has them, it leaves them out, and they are known.</summary>
    public static JsonText Fill(string eventType, JsonText payload, string? missionId, string? participantId)
    {
        if (ActorMember(eventType) is { } actor)
        {
            payload = Add(payload, actor, participantId);
        }

        return NamesMission(eventType) ? Add(payload, Mission, missionId) : payload;
    }

    /// <summary>Whether a payload is an object that has a member.</summary>
    public static bool Lacks(JsonText payload, string name)
    {
        using var document = JsonDocument.Parse(payload.Utf8, DeepEnough);
        return document.RootElement.ValueKind == JsonValueKind.Object && !document.RootElement.TryGetProperty(name, out _);
    }

    /// <summary>Writes the member at the front and the rest of the text behind it, byte for byte.</summary>
    private static JsonText Add(JsonText payload, string name, string? value)
    {
        if (value is null || !Lacks(payload, name))
        {
            return payload;
        }

        var rest = payload.Utf8.Span[(payload.Utf8.Span.IndexOf((byte)'{') + 1)..];
        var isEmpty = rest.TrimStart(" \t\r\n"u8)[0] == '}';
        var filled = new ArrayBufferWriter<byte>(payload.Utf8.Length + 64);
        filled.Write("{"u8);
        filled.Write(JsonSerializer.SerializeToUtf8Bytes(name, PayloadFillerJson.Default.String));
        filled.Write(":"u8);
        filled.Write(JsonSerializer.SerializeToUtf8Bytes(value, PayloadFillerJson.Default.String));
        filled.Write(isEmpty ? ""u8 : ","u8);
        filled.Write(rest);
        return JsonText.Parse(filled.WrittenMemory);
    }

    private static bool Implements<T>(string eventType) =>
        PayloadCatalogue.Contract.TryGet(eventType, out var entry) && entry.PayloadTypes.All(typeof(T).IsAssignableFrom);
}
