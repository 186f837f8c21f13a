namespace SpecKitty.Load.Traffic;

/// <summary>One event, with what its row in the database holds beside it.</summary>
internal sealed record LoadEvent(string EventId, string? MissionId, string EventType, long LamportClock, byte[] Envelope);
