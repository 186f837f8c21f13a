namespace SpecKitty.Server.Dashboard.Views.Boards;

/// <summary>An entry of a history.</summary>
/// <param name="At">When it happened, as the emitter says.</param>
/// <param name="Who">Who did it; empty where the event does not say.</param>
/// <param name="Sentence">What happened.</param>
/// <param name="IsTrouble">Whether it is an error, or something that was not applied.</param>
/// <param name="Address">The event.</param>
public sealed record BoardEntryView(DateTimeOffset At, string Who, string Sentence, bool IsTrouble, string Address);
