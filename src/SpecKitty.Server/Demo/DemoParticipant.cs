namespace SpecKitty.Server.Demo;

/// <summary>What the server minted for an actor.</summary>
/// <param name="ParticipantId">The participant.</param>
/// <param name="SessionId">Its session.</param>
internal sealed record DemoParticipant(string ParticipantId, string SessionId);
