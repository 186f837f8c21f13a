namespace SpecKitty.Server.Dashboard.Views.Administration;

/// <summary>What an admin sees first: the teams, and how the node that answers is doing.</summary>
/// <param name="Teams">The teams that the visitor is an admin of.</param>
/// <param name="Node">The node.</param>
/// <param name="Rejections">Why events were rejected since the node started, the most frequent first.</param>
public sealed record AdminView(IReadOnlyList<TeamCardView> Teams, NodeView Node, IReadOnlyList<RejectionView> Rejections);
