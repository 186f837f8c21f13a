using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Status;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Json;

/// <summary>Writes payloads and states as JSON.</summary>
public static class ContractJson
{
    private static readonly PayloadJsonContext Payloads = new(Relaxed(PayloadJsonContext.Default.Options));
    private static readonly StateJsonContext States = new(Relaxed(StateJsonContext.Default.Options));

    /// <summary>Writes a payload, or one of the models inside payloads.</summary>
    /// <param name="payload">A record of the contract.</param>
    /// <returns>One JSON object; optional members only where they have a value.</returns>
    /// <exception cref="ArgumentException">The value is no record of the contract.</exception>
    public static JsonText Write(object payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        var type = Payloads.GetTypeInfo(payload.GetType())
            ?? throw new ArgumentException($"{payload.GetType().Name} is no payload of the contract.", nameof(payload));
        return new JsonText(JsonSerializer.SerializeToUtf8Bytes(payload, type));
    }

    /// <summary>Writes a state: equal states are equal bytes.</summary>
    /// <param name="state">The state.</param>
    /// <returns>One JSON object in UTF-8.</returns>
    public static byte[] Write(CollaborationState state) => Write(state, States.CollaborationState);

    /// <inheritdoc cref="Write(CollaborationState)"/>
    public static byte[] Write(LifecycleState state) => Write(state, States.LifecycleState);

    /// <inheritdoc cref="Write(CollaborationState)"/>
    public static byte[] Write(StatusState state) => Write(state, States.StatusState);

    private static byte[] Write<T>(T state, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(state, type);

    // Texts are for people to read in any language; nothing here goes into HTML.
    private static JsonSerializerOptions Relaxed(JsonSerializerOptions options)
        => new(options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
