using SpecKitty.Server.Api;
using SpecKitty.Server.Dashboard.Missions;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard;

/// <summary>Finds what the address of a page names, and answers with a page when the visitor may not see it.</summary>
internal static class PageLookup
{
    /// <summary>A project that the visitor may read.</summary>
    /// <returns>The project; null when the answer has been written, the same whether the project is another team's or nobody's.</returns>
    public static async Task<ProjectRecord?> FindProjectAsync(HttpContext context, string projectUuid)
    {
        var log = context.RequestServices.GetRequiredService<IEventLog>();
        if (UuidConverter.TryRead(projectUuid, out var id)
            && await log.FindProjectAsync(id, context.RequestAborted) is { } project
            && context.SignedIn().CanReadProject(project))
        {
            return project;
        }

        await WriteMissingAsync(context, "There is no such project", "None of your teams has a project at this address. Ask an admin of its team to invite you.");
        return null;
    }

    /// <summary>A mission that the visitor may read; the demo's everybody may.</summary>
    /// <returns>The mission; null when the answer has been written, the same whether it is another team's or nobody's.</returns>
    public static async Task<MissionRecord?> FindMissionAsync(HttpContext context, string projectUuid, string missionId)
    {
        var services = context.RequestServices;
        if (UuidConverter.TryRead(projectUuid, out var id))
        {
            if (await services.GetRequiredService<MissionReaders>().FindAsync(context.Visitor().Principal, id, missionId, context.RequestAborted) is { } mission)
            {
                return mission;
            }
        }

        await WriteMissingAsync(context, "There is no such mission", "None of your teams has a mission at this address. Ask an admin of its team to invite you.");
        return null;
    }

    private static Task WriteMissingAsync(HttpContext context, string headline, string details)
        => context.RequestServices.GetRequiredService<PageWriter>().WriteFaultAsync(context, StatusCodes.Status404NotFound, headline, details);
}
