namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>What the box for comments holds when the page opens.</summary>
/// <param name="Text">What was typed before; empty otherwise.</param>
/// <param name="ReplyTo">The comment that it answers; null when it answers none.</param>
public sealed record DraftView(string Text, CommentView? ReplyTo)
{
    /// <summary>Nothing yet.</summary>
    public static DraftView Empty { get; } = new("", null);
}
