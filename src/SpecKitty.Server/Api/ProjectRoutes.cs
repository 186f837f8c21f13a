using SpecKitty.Server.Accounts;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>The projects of one's teams.</summary>
internal static class ProjectRoutes
{
    private const string Projects = "/api/v1/projects/";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Projects, RegisterAsync)
            .Describe("registerProject", ApiTags.Projects, "Registers a project to a team.", "members of the team", "A project that another team has is refused like one that the caller may not write to.")
            .Takes<RegisterProjectRequest>()
            .Answers<ProjectAnswer>(200, "The team had the project already; it is as it was.")
            .Answers<ProjectAnswer>(201, "The project is the team's.")
            .Refuses(409, "Another of the caller's teams has the project.");
        routes.MapGet(Projects, ListAsync)
            .Describe("listProjects", ApiTags.Projects, "Lists the projects of the caller's teams, by UUID.", "members of the team, viewers too")
            .Paged(ParameterValue.Uuid)
            .Answers<ProjectsAnswer>(200, "A page of projects.");
        routes.MapGet(Projects + "{projectUuid}/", ShowAsync)
            .Describe("showProject", ApiTags.Projects, "Shows a project.", "members of the team, viewers too")
            .OfProject()
            .Answers<ProjectAnswer>(200, "The project.");
    }

    private static async Task RegisterAsync(HttpContext context, ProjectService projects)
    {
        if (await ApiJson.ReadAsync<RegisterProjectRequest>(context) is not { } request)
        {
            return;
        }

        var answer = await projects.RegisterAsync(context.Principal(), request.ProjectUuid, request.TeamSlug, request.Name, context.RequestAborted);
        await (answer.Fault is { } fault
            ? AccountFaultAnswer.WriteAsync(context, fault)
            : ApiJson.WriteAsync(context, Answer(answer.Value!.Project), answer.Value!.IsNew ? 201 : 200));
    }

    private static async Task ListAsync(HttpContext context, ProjectService projects)
    {
        if (await PageQuery.ReadAsync(context) is not { } page)
        {
            return;
        }

        Guid? after = null;
        if (page.After.Length > 0)
        {
            if (!UuidConverter.TryRead(page.After, out var parsed))
            {
                await ApiError.WriteAsync(context, 400, "Invalid query", "after must be the project_uuid that the answer before gave as next.");
                return;
            }

            after = parsed;
        }

        var found = await projects.ListAsync(context.Principal(), after, page.Limit, context.RequestAborted);
        await ApiJson.WriteAsync(context, new ProjectsAnswer { Projects = [.. found.Select(Answer)], Next = page.Next(found, project => $"{project.ProjectId}") });
    }

    private static async Task ShowAsync(HttpContext context, string projectUuid)
    {
        if (await ProjectLookup.FindAsync(context, projectUuid) is { } project)
        {
            await ApiJson.WriteAsync(context, Answer(project));
        }
    }

    private static ProjectAnswer Answer(ProjectRecord project) => new()
    {
        ProjectUuid = project.ProjectId,
        TeamSlug = project.TeamSlug,
        Name = project.Name,
        LastSequence = project.LastSequence,
        CreatedAt = project.CreatedAt,
    };
}
