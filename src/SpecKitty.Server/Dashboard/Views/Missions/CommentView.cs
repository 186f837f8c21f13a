namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>A comment with its answers.</summary>
/// <param name="Id">The comment's event.</param>
/// <param name="CommentId">The comment, as its answers name it.</param>
/// <param name="Participant">Who wrote it.</param>
/// <param name="Content">What it says.</param>
/// <param name="WholeAddress">Where all of it stands; null when that is here.</param>
/// <param name="Replies">The answers, oldest first.</param>
public sealed record CommentView(string Id, string CommentId, ParticipantView Participant, string Content, string? WholeAddress, IReadOnlyList<CommentView> Replies);
