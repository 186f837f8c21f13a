namespace SpecKitty.Server.Dashboard.Views.Browsing;

/// <summary>What a visitor looks for in a log, as the form holds it; empty texts look for nothing.</summary>
/// <param name="Type">The event type.</param>
/// <param name="Mission">The mission.</param>
/// <param name="Who">A participant's id or name, an agent, or a user's name.</param>
/// <param name="Text">What one of the event's texts contains.</param>
/// <param name="IsOldestFirst">Whether to go from the beginning of the log to its end.</param>
/// <param name="From">The sequence to go on behind; null for the beginning of the search.</param>
public sealed record EventQuestion(string Type, string Mission, string Who, string Text, bool IsOldestFirst, long? From)
{
    /// <summary>Whether anything is looked for at all.</summary>
    public bool IsSelective => Type.Length + Mission.Length + Who.Length + Text.Length > 0;
}
