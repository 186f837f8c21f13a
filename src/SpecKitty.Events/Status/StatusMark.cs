namespace SpecKitty.Events.Status;

/// <summary>A place in a status fold.</summary>
/// <param name="Standings">The work packages before the open tick.</param>
/// <param name="Invalid">How many invalid payloads there were.</param>
/// <param name="Anomalies">How many other anomalies there were.</param>
/// <param name="Open">The transitions of the open tick.</param>
internal sealed record StatusMark(KeyValuePair<string, Standing>[] Standings, int Invalid, int Anomalies, Transition[] Open);
