namespace SpecKitty.Events.Shapes;

/// <summary>A rule over several members of a model.</summary>
/// <typeparam name="T">The model.</typeparam>
/// <param name="Message">What is wrong when the rule is broken, and what to do.</param>
/// <param name="IsKept">Whether a model keeps the rule.</param>
internal sealed record ModelRule<T>(string Message, Func<T, bool> IsKept);
