using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SpecKitty.Events.Board;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Shapes;
using SpecKitty.Events.Status;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Json;

/// <summary>Writes payloads and states as JSON, and reads states back.</summary>
public static class ContractJson
{
    private static readonly PayloadJsonContext Payloads = new(Relaxed(PayloadJsonContext.Default.Options));
    private static readonly StateJsonContext States = new(Relaxed(StateJsonContext.Default.Options));

    private static readonly MapShape<string, ParticipantIdentity> Roster = Shape.MapOf<ParticipantIdentity>(
        Models.Of<ParticipantIdentity>(),
        static (key, identity) => key == identity.ParticipantId ? null : ("participant_id", ContractMessages.Misplaced(key, identity.ParticipantId)));

    /// <summary>Writes a payload, or one of the models inside payloads.</summary>
    /// <param name="payload">A record of the contract.</param>
    /// <returns>One JSON object; optional members only where they have a value.</returns>
    /// <exception cref="ArgumentException">The value is no record of the contract.</exception>
    public static JsonText Write(object payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return payload is IEventPayload or ParticipantIdentity or AuthPrincipalBinding or FocusTarget or ForceMetadata or DoneEvidence
            && Payloads.GetTypeInfo(payload.GetType()) is { } type
            ? new JsonText(JsonSerializer.SerializeToUtf8Bytes(payload, type))
            : throw new ArgumentException($"{payload.GetType().Name} is no record of the contract.", nameof(payload));
    }

    /// <summary>Writes a state: equal states are equal bytes.</summary>
    /// <param name="state">The state.</param>
    /// <returns>One JSON object in UTF-8.</returns>
    public static byte[] Write(CollaborationState state) => Write(state, States.CollaborationState);

    /// <inheritdoc cref="Write(CollaborationState)"/>
    public static byte[] Write(LifecycleState state) => Write(state, States.LifecycleState);

    /// <inheritdoc cref="Write(CollaborationState)"/>
    public static byte[] Write(StatusState state) => Write(state, States.StatusState);

    /// <inheritdoc cref="Write(CollaborationState)"/>
    public static byte[] Write(BoardState state) => Write(state, States.BoardState);

    /// <summary>Reads a collaboration state that was written here or by another implementation.</summary>
    /// <param name="utf8">One JSON object.</param>
    /// <returns>The state, or every fault.</returns>
    public static ContractResult<CollaborationState> ReadCollaborationState(ReadOnlyMemory<byte> utf8) => Read<CollaborationState>(utf8, CollaborationStateShapes.CollaborationState);

    /// <summary>Reads a lifecycle state that was written here or by another implementation.</summary>
    /// <param name="utf8">One JSON object.</param>
    /// <returns>The state, or every fault.</returns>
    public static ContractResult<LifecycleState> ReadLifecycleState(ReadOnlyMemory<byte> utf8) => Read<LifecycleState>(utf8, LifecycleStateShapes.LifecycleState);

    /// <summary>Reads a status state that was written here or by another implementation.</summary>
    /// <param name="utf8">One JSON object.</param>
    /// <returns>The state, or every fault.</returns>
    public static ContractResult<StatusState> ReadStatusState(ReadOnlyMemory<byte> utf8) => Read<StatusState>(utf8, StatusStateShapes.StatusState);

    /// <summary>Reads a board that was written here or by another implementation.</summary>
    /// <param name="utf8">One JSON object.</param>
    /// <returns>The board, or every fault.</returns>
    public static ContractResult<BoardState> ReadBoardState(ReadOnlyMemory<byte> utf8) => Read<BoardState>(utf8, BoardStateShapes.BoardState);

    /// <summary>Reads a participant's identity.</summary>
    /// <param name="utf8">One JSON object.</param>
    /// <returns>The identity, or every fault.</returns>
    public static ContractResult<ParticipantIdentity> ReadParticipantIdentity(ReadOnlyMemory<byte> utf8) => Read<ParticipantIdentity>(utf8, Models.Of<ParticipantIdentity>());

    /// <summary>Reads a roster: an object of identities by participant id, as it seeds a reduction.</summary>
    /// <param name="utf8">One JSON object.</param>
    /// <returns>The roster, or every fault; an identity under another id than its own is one.</returns>
    public static ContractResult<EquatableMap<string, ParticipantIdentity>> ReadRoster(ReadOnlyMemory<byte> utf8) => Read<EquatableMap<string, ParticipantIdentity>>(utf8, Roster);

    private static ContractResult<T> Read<T>(ReadOnlyMemory<byte> utf8, ValueShape shape)
        where T : class
        => JsonHygiene.Check(utf8.Span) is { } fault ? new ContractResult<T>([fault]) : ShapeReader.Read<T>(utf8, shape);

    private static byte[] Write<T>(T state, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(state, type);

    // Texts are for people to read in any language; nothing here goes into HTML.
    private static JsonSerializerOptions Relaxed(JsonSerializerOptions options)
        => new(options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
