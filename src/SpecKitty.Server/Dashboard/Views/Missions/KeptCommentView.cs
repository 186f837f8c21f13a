namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>A comment that was sent and could not be taken, handed back so that nobody has to write it again.</summary>
/// <param name="ProjectUuid">The project, as the address had it.</param>
/// <param name="MissionId">The mission, as the address had it.</param>
/// <param name="As">The participant that was to write it; empty when none was named.</param>
/// <param name="ReplyTo">The comment that it answers; empty when it answers none.</param>
/// <param name="Content">What it says, as it came.</param>
/// <param name="FormToken">What a form must bring back to be taken; empty when that is not known.</param>
public sealed record KeptCommentView(string ProjectUuid, string MissionId, string As, string ReplyTo, string Content, string FormToken)
{
    /// <summary>The page that it was written on.</summary>
    public string MissionAddress => $"/projects/{Uri.EscapeDataString(ProjectUuid)}/missions/{Uri.EscapeDataString(MissionId)}/";

    /// <summary>Where comments are sent to.</summary>
    public string Address => $"{MissionAddress}comments/";
}
