using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>Finds the mission that an address names, and answers when there is none or several.</summary>
internal static class MissionLookup
{
    /// <summary>The mission of the address, in the project of the query where the id alone is ambiguous.</summary>
    /// <param name="context">The request.</param>
    /// <param name="missionId">The id in the address.</param>
    /// <param name="projectId">The project of the query.</param>
    /// <returns>The mission; null when the answer has been written.</returns>
    public static async Task<MissionRecord?> FindAsync(HttpContext context, string missionId, Guid? projectId)
    {
        var answer = await context.RequestServices.GetRequiredService<MissionService>().FindAsync(context.Principal(), missionId, projectId, context.RequestAborted);
        if (answer.Fault is { } fault)
        {
            await WriteFaultAsync(context, fault);
        }

        return answer.Value;
    }

    /// <summary>The mission of the address, where the query has no more to say than the project.</summary>
    public static async Task<MissionRecord?> FindAsync(HttpContext context, string missionId)
    {
        var query = new QueryReader(context.Request.Query);
        var projectId = query.Project();
        return await query.IsValidAsync(context) ? await FindAsync(context, missionId, projectId) : null;
    }

    public static Task WriteFaultAsync(HttpContext context, MissionFault fault)
        => fault.Projects.Count == 0
            ? ApiError.WriteAsync(context, fault.Status, fault.Error, fault.Details)
            : ApiJson.WriteAsync(context, new ConflictAnswer { Error = fault.Error, Details = fault.Details, Projects = fault.Projects }, fault.Status);
}
