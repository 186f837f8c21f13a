using SpecKitty.Events;

namespace SpecKitty.Server.Demo;

/// <summary>One line of the story: after a pause, somebody does something.</summary>
/// <param name="Pause">Seconds before it, at speed 1.</param>
/// <param name="Actor">Who does it; for a warning, whoever caused it.</param>
/// <param name="Act">What kind of line it is.</param>
/// <param name="Payload">The event's payload; null for joins and leaves, which are the server's.</param>
/// <param name="Label">A name for its event, for lines that it causes.</param>
/// <param name="Because">The label of the line that caused it.</param>
internal sealed record DemoLine(double Pause, DemoActor Actor, DemoAct Act, Func<DemoScene, IEventPayload>? Payload = null, string? Label = null, string? Because = null);
