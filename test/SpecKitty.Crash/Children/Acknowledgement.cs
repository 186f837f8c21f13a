namespace SpecKitty.Crash.Children;

/// <summary>A child's word that an event is on disk.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Number">Its place among the child's events, from 1.</param>
/// <param name="Began">When emitting it began, in ticks of the machine's monotonic clock, which all processes share.</param>
/// <param name="Ended">When it was known to be on disk, in the same ticks.</param>
internal sealed record Acknowledgement(string EventId, int Number, long Began, long Ended);
