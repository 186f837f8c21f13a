using SpecKitty.Events.Collaboration.Presence;

namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>A participant as the page shows it.</summary>
/// <param name="Id">The participant.</param>
/// <param name="Name">The name for people, made visible.</param>
/// <param name="Initials">One or two letters of the name.</param>
/// <param name="Hue">Which of the eight colours it has.</param>
/// <param name="IsPerson">A person, or else a context of a model.</param>
/// <param name="Companion">The person on whose behalf a context works; null when nobody here is.</param>
/// <param name="IsDriving">Whether it drives.</param>
/// <param name="Focus">What it works on; null when it has not said.</param>
/// <param name="Presence">How it does: whether it is there, and whether it gets on.</param>
/// <param name="LinkedSessions">How many sessions it has linked.</param>
/// <param name="HasLeft">Whether it took part and has left.</param>
public sealed record ParticipantView(
    string Id,
    string Name,
    string Initials,
    int Hue,
    bool IsPerson,
    string? Companion,
    bool IsDriving,
    FocusTargetView? Focus,
    ParticipantPresence Presence,
    int LinkedSessions,
    bool HasLeft);
