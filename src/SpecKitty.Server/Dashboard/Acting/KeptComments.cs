using Microsoft.AspNetCore.Http.Features;
using SpecKitty.Server.Dashboard.Views.Missions;
using SpecKitty.Server.Dashboard.Visiting;

namespace SpecKitty.Server.Dashboard.Acting;

/// <summary>Finds the comment that a form carried when its answer is not what the writer hoped for: a session that has ended, a storage that is away.</summary>
internal static class KeptComments
{
    /// <summary>The field that carries the project of a comment through the sign-in.</summary>
    public const string ProjectField = "kept_project";

    /// <summary>The field that carries the mission of a comment through the sign-in.</summary>
    public const string MissionField = "kept_mission";

    private const int LongestContent = 16 * 1024;
    private const int LongestName = 200;

    /// <summary>The comment that the request's form carries.</summary>
    /// <returns>Null when it carries none, or the form has not been read: what another site sends never is.</returns>
    public static KeptCommentView? Find(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<PageAccess>() is not { KeepsComment: true } || context.Features.Get<IFormFeature>()?.Form is not { } form)
        {
            return null;
        }

        var route = context.Request.RouteValues;
        var project = route.TryGetValue("projectUuid", out var inProject) ? $"{inProject}" : Name(form, ProjectField);
        var mission = route.TryGetValue("missionId", out var inMission) ? $"{inMission}" : Name(form, MissionField);
        var content = Text(form, "content");
        return project.Length == 0 || mission.Length == 0 || string.IsNullOrWhiteSpace(content)
            ? null
            : new KeptCommentView(
                project,
                mission,
                Name(form, "as"),
                Name(form, "reply_to"),
                content.Length <= LongestContent ? content : content[..LongestContent],
                context.Visitor().Session?.FormToken ?? Name(form, FormCheck.Field));
    }

    // Of names that are too long a part would be another's.
    private static string Name(IFormCollection form, string field) => Text(form, field) is { Length: <= LongestName } name ? name : "";

    private static string Text(IFormCollection form, string field) => form[field] is [{ } only] ? only : "";
}
