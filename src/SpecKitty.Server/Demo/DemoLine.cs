using SpecKitty.Events;

namespace SpecKitty.Server.Demo;

/// <summary>One line of the story: after a pause, somebody does something.</summary>
/// <param name="Pause">Seconds before it, at speed 1.</param>
/// <param name="Actor">Who does it.</param>
/// <param name="Act">What kind of line it is.</param>
/// <param name="Payload">The event's payload; null for joins and leaves, which are the server's.</param>
/// <param name="Label">A name for its event, for lines that it causes.</param>
/// <param name="Because">The label of the line, or of the warning, that caused it.</param>
/// <param name="Warning">A name for the warning that the server derives from its event; null when it calls for none.</param>
internal sealed record DemoLine(double Pause, DemoActor Actor, DemoAct Act, Func<DemoScene, IEventPayload>? Payload = null, string? Label = null, string? Because = null, string? Warning = null);
