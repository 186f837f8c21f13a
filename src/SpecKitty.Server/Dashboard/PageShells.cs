using SpecKitty.Server.Dashboard.Views;
using SpecKitty.Server.Dashboard.Views.Shell;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Demo;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard;

/// <summary>Makes what pages have around them: who is signed in, and the ways to the others.</summary>
internal sealed class PageShells(DemoStage stage, TimeProvider time)
{
    /// <summary>What stands around a page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="title">What the page is called.</param>
    public PageShell Of(HttpContext context, string title)
    {
        var visitor = context.Visitor();
        return new PageShell
        {
            Title = title,
            Address = PageRequest.AddressOf(context.Request),
            Now = time.GetUtcNow(),
            Visitor = visitor.Session is { } session ? new VisitorView(VisibleText.Of(session.Principal.Name), session.Principal.TeamSlugs, session.FormToken) : null,
            Appearance = visitor.Appearance,
            HasDemo = stage.Mission is not null,
            Navigation = Navigation(visitor, context.Request.Path),
        };
    }

    /// <summary>The pages of one project.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="current">Which of them the visitor is on, by its address.</param>
    public static IReadOnlyList<PageLink> ProjectTabs(Guid projectId, string current)
    {
        (string Text, string Address)[] pages =
        [
            ("Board", PageAddress.Project(projectId)),
            ("Missions", PageAddress.ProjectMissions(projectId)),
            ("Events", PageAddress.Events(projectId)),
        ];
        return [.. pages.Select(page => new PageLink(page.Text, page.Address, page.Address == current))];
    }

    private static IReadOnlyList<PageLink> Navigation(Visitor visitor, PathString path)
    {
        if (visitor.Principal is null || visitor.IsGuest)
        {
            return [];
        }

        List<(string Text, string Address)> pages = [("Missions", PageAddress.Missions), ("Teams", PageAddress.Teams), ("Tokens", PageAddress.Tokens)];
        if (visitor.Principal.Memberships.Any(membership => membership.Role == TeamRole.Admin))
        {
            pages.Add(("Admin", PageAddress.Admin));
        }

        return [.. pages.Select(page => new PageLink(page.Text, page.Address, path.StartsWithSegments(page.Address.TrimEnd('/'), StringComparison.Ordinal)))];
    }
}
