using SpecKitty.Events.Collaboration.Warnings;

namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>A warning and what its participants do about it.</summary>
/// <param name="Id">The warning, made visible.</param>
/// <param name="WarningId">The warning, as its answers name it.</param>
/// <param name="Headline">What may go wrong.</param>
/// <param name="Subject">Where: the shared focus, or the step and its work package.</param>
/// <param name="IsGrave">Whether it is more than information.</param>
/// <param name="Standing">Open, partly acknowledged or settled.</param>
/// <param name="IsOverdue">Whether nobody has answered for too long.</param>
/// <param name="RaisedAt">When it was raised; null while only an answer is known.</param>
/// <param name="Answers">Everybody concerned, with what each said; null while it said nothing.</param>
public sealed record WarningView(
    string Id,
    string WarningId,
    string Headline,
    string Subject,
    bool IsGrave,
    WarningStanding Standing,
    bool IsOverdue,
    DateTimeOffset? RaisedAt,
    IReadOnlyList<(ParticipantView Participant, string? Answer)> Answers);
