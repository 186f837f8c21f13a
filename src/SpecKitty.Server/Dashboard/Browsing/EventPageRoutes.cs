using System.Globalization;
using SpecKitty.Server.Dashboard.Listing;
using SpecKitty.Server.Dashboard.Pages;
using SpecKitty.Server.Dashboard.Views.Browsing;
using SpecKitty.Server.Dashboard.Views.Shell;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Browsing;

/// <summary>The log of a project for people: pages of events by filter, and one event in full.</summary>
internal static class EventPageRoutes
{
    private const string Events = "/projects/{projectUuid}/events/";
    private const int LongestField = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Events, ListAsync).WithMetadata(PageAccess.SignedIn);
        routes.MapGet(Events + "{eventId}/", ShowAsync).WithMetadata(PageAccess.SignedIn);
        routes.MapGet(Events + "{eventId}/raw/", WriteRawAsync).WithMetadata(PageAccess.SignedIn);
    }

    private static async Task ListAsync(HttpContext context, EventBrowser browser, PageWriter pages, PageShells shells, string projectUuid)
    {
        if (await PageLookup.FindProjectAsync(context, projectUuid) is not { } project)
        {
            return;
        }

        var view = await browser.ReadAsync(context.SignedIn(), project, Read(context.Request.Query), context.RequestAborted);
        var shell = shells.Of(context, $"Events of {view.Project}") with
        {
            Styles = ["events.css"],
            Trail = [.. Trail(project), new PageLink("Events", view.Address, IsCurrent: true)],
            Tabs = PageShells.ProjectTabs(project.ProjectId, view.Address),
        };
        await pages.WriteAsync<EventsPage>(context, shell, view);
    }

    private static async Task ShowAsync(HttpContext context, EventDetails details, PageWriter pages, PageShells shells, string projectUuid, string eventId)
    {
        if (await FindAsync(context, projectUuid, eventId) is not var (project, stored))
        {
            return;
        }

        var view = await details.ReadAsync(project.ProjectId, stored, context.RequestAborted);
        var events = PageAddress.Events(project.ProjectId);
        var shell = shells.Of(context, $"{view.Line.EventType} {view.Line.Sequence}") with
        {
            Styles = ["events.css"],
            Trail = [.. Trail(project), new PageLink("Events", events), new PageLink($"{view.Line.Sequence}", "", IsCurrent: true)],
            Tabs = PageShells.ProjectTabs(project.ProjectId, events),
        };
        await pages.WriteAsync<EventPage>(context, shell, view);
    }

    // Nothing that a stranger wrote is ever taken for a page: the type is said, and a browser may not guess another.
    private static async Task WriteRawAsync(HttpContext context, string projectUuid, string eventId)
    {
        if (await FindAsync(context, projectUuid, eventId) is not var (_, stored))
        {
            return;
        }

        var response = context.Response;
        response.ContentType = "application/json";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(stored.Envelope, context.RequestAborted);
    }

    private static async Task<(ProjectRecord Project, StoredEvent Stored)?> FindAsync(HttpContext context, string projectUuid, string eventId)
    {
        if (await PageLookup.FindProjectAsync(context, projectUuid) is not { } project)
        {
            return null;
        }

        var services = context.RequestServices;
        if (await services.GetRequiredService<EventDetails>().FindAsync(project.ProjectId, eventId, context.RequestAborted) is { } stored)
        {
            return (project, stored);
        }

        await services.GetRequiredService<PageWriter>().WriteFaultAsync(
            context,
            StatusCodes.Status404NotFound,
            "There is no such event",
            "The project's log has no event of this id. It may be a heartbeat that was removed, or it may not have come yet.");
        return null;
    }

    // Whatever is no number begins at the beginning: an address is often typed, or cut.
    private static EventQuestion Read(IQueryCollection query) => new(
        Field(query, "type"),
        Field(query, "mission"),
        Field(query, "who"),
        Field(query, "text"),
        query["order"] == "oldest",
        long.TryParse(query["from"], NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from : null);

    private static string Field(IQueryCollection query, string name)
    {
        var text = query[name].ToString().Trim();
        return text.Length <= LongestField ? text : text[..LongestField];
    }

    private static PageLink[] Trail(ProjectRecord project)
        => [new PageLink("Missions", PageAddress.Missions), new PageLink(MissionLists.NameOf(project), PageAddress.Project(project.ProjectId))];
}
