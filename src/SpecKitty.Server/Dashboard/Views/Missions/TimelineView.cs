namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>One event of the timeline.</summary>
/// <param name="Sequence">Its place in the project's log.</param>
/// <param name="At">When the server took it in.</param>
/// <param name="Actor">Who did it, where it is a participant.</param>
/// <param name="Who">The name to show when there is no participant.</param>
/// <param name="Sentence">What happened, after the name.</param>
/// <param name="Tone">Which colour it has: calm, talk, work, risk or roster.</param>
/// <param name="EventType">The type.</param>
public sealed record TimelineView(long Sequence, DateTimeOffset At, ParticipantView? Actor, string Who, string Sentence, string Tone, string EventType);
