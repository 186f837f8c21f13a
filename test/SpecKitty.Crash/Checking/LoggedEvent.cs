namespace SpecKitty.Crash.Checking;

/// <summary>An event as the server's log has it.</summary>
/// <param name="EventId">The event.</param>
/// <param name="NodeId">The node that it says it comes from.</param>
/// <param name="LamportClock">Its clock.</param>
/// <param name="Content">The text by which it tells whose it is.</param>
internal sealed record LoggedEvent(string EventId, string NodeId, long LamportClock, string Content);
