using SpecKitty.Server.Dashboard.Acting;
using SpecKitty.Server.Dashboard.Administration;
using SpecKitty.Server.Dashboard.Boards;
using SpecKitty.Server.Dashboard.Browsing;
using SpecKitty.Server.Dashboard.Listing;
using SpecKitty.Server.Dashboard.Missions;
using SpecKitty.Server.Dashboard.Pages;
using SpecKitty.Server.Dashboard.Teams;
using SpecKitty.Server.Dashboard.Views.Shell;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Demo;

namespace SpecKitty.Server.Dashboard;

/// <summary>The pages for people.</summary>
internal static class DashboardRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        DashboardAssets.Map(routes);
        routes.MapGet("/", BeginAsync).WithMetadata(PageAccess.Everybody);
        EntryRoutes.Map(routes);
        MissionListRoutes.Map(routes);
        BoardPageRoutes.Map(routes);
        EventPageRoutes.Map(routes);
        AdminPageRoutes.Map(routes);
        TeamFormRoutes.Map(routes);
        YourTeamsRoutes.Map(routes);
        InvitationPageRoutes.Map(routes);
        TokenPageRoutes.Map(routes);
        MissionPageRoutes.Map(routes);
        MissionActionRoutes.Map(routes);
    }

    // Who is signed in wants to see missions; who is not sees the demo, or how to begin.
    private static async Task BeginAsync(HttpContext context, DemoStage demo, MissionPages missions, PageWriter pages, PageShells shells)
    {
        if (context.Visitor() is { Principal: not null, IsGuest: false })
        {
            PageWriter.Redirect(context, PageAddress.Missions);
            return;
        }

        if (demo.Mission is { } mission)
        {
            await missions.WriteAsync(context, mission);
            return;
        }

        var shell = shells.Of(context, "Welcome") with { Styles = ["entry.css"] };
        await pages.WriteAsync<WelcomePage>(context, shell, new WelcomeView($"{context.Request.Scheme}://{context.Request.Host}"));
    }
}
