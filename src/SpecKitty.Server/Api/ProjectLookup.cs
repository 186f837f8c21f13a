using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>Finds the project that a request names, and answers when the caller may not see it.</summary>
internal static class ProjectLookup
{
    /// <summary>The project of the caller's teams that the address names.</summary>
    /// <param name="context">The request.</param>
    /// <param name="projectUuid">What stands in the address.</param>
    /// <returns>The project; null when the answer has been written.</returns>
    public static Task<ProjectRecord?> FindAsync(HttpContext context, string projectUuid)
        => FindAsync(context, UuidConverter.TryRead(projectUuid, out var named) ? named : null);

    /// <summary>A project of the caller's teams.</summary>
    /// <param name="context">The request.</param>
    /// <param name="projectId">The project; null when what was named is no UUID.</param>
    /// <returns>The project; null when the answer has been written, the same whether the project is another team's or nobody's.</returns>
    public static async Task<ProjectRecord?> FindAsync(HttpContext context, Guid? projectId)
    {
        var log = context.RequestServices.GetRequiredService<IEventLog>();
        if (projectId is { } id && await log.FindProjectAsync(id, context.RequestAborted) is { } project && context.Principal().CanReadProject(project))
        {
            return project;
        }

        await ApiError.WriteAsync(context, 404, "No such project", "None of your teams has a project of this UUID.");
        return null;
    }
}
