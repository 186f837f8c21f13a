using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard.Listing;
using SpecKitty.Server.Dashboard.Pages;
using SpecKitty.Server.Dashboard.Views.Missions;
using SpecKitty.Server.Dashboard.Views.Shell;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Missions;

/// <summary>Answers with the page of a mission.</summary>
internal sealed class MissionPages(MissionPageFeeds feeds, MissionHistory history, PageWriter pages, PageShells shells, IEventLog log)
{
    /// <summary>Answers with a mission as it is now.</summary>
    /// <param name="context">The request.</param>
    /// <param name="mission">A mission that the visitor may read.</param>
    /// <param name="replyTo">The comment that the visitor wants to answer; null for none.</param>
    /// <param name="typed">What the visitor has typed into the box for comments already.</param>
    /// <param name="complaint">Why what the visitor did came to nothing; null when it did, or nothing was done.</param>
    public async Task WriteAsync(HttpContext context, MissionRecord mission, string? replyTo = null, string typed = "", string? complaint = null)
    {
        var principal = context.Visitor().Principal;
        var (view, actor) = await feeds.Of(mission).ReadAsync(principal, context.RequestAborted);
        var shell = await ShellAsync(context, mission, view) with
        {
            Stream = PageAddress.MissionStream(mission.ProjectId, mission.MissionId),
            IsBeingWritten = replyTo is not null || typed.Length > 0 || complaint is not null || context.Request.Query.ContainsKey(PageAddress.Writing),
        };
        if (HttpMethods.IsPost(context.Request.Method))
        {
            shell = shell with { Address = view.Address };
        }

        var page = new MissionPageView
        {
            Mission = view,
            Actor = actor,
            JoinName = JoinName(principal),
            Draft = new DraftView(typed, replyTo is null ? null : Find(view.Comments, replyTo)),
            Complaint = complaint,
        };
        await pages.WriteAsync<MissionPage>(context, shell, page, complaint is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    /// <summary>Answers with a mission as it was when a sequence was its project's newest.</summary>
    public async Task WriteAsync(HttpContext context, MissionRecord mission, long sequence)
    {
        var last = (await log.FindProjectAsync(mission.ProjectId, context.RequestAborted))?.LastSequence ?? 0;
        if (last == 0)
        {
            await WriteAsync(context, mission);
            return;
        }

        var at = Math.Clamp(sequence, 1, last);
        var view = await history.ReadAsync(mission, at, context.RequestAborted);
        var later = at < last ? await MissionTimeline.FindNextAsync(log, mission, at, context.RequestAborted) : null;
        view = view with { Moment = view.Moment with { Last = last, Later = later, IsPast = true } };
        var shell = await ShellAsync(context, mission, view);
        await pages.WriteAsync<MissionPage>(context, shell, new MissionPageView { Mission = view, Actor = ActorView.Stranger, JoinName = "" });
    }

    private static string JoinName(Principal? principal) => principal is null ? "" : principal.Name == Acting.DemoGuest.Username ? "Guest" : principal.Name;

    private static CommentView? Find(IReadOnlyList<CommentView> comments, string commentId)
        => comments.Select(comment => comment.CommentId == commentId ? comment : Find(comment.Replies, commentId)).FirstOrDefault(found => found is not null);

    private async Task<PageShell> ShellAsync(HttpContext context, MissionRecord mission, MissionView view)
        => shells.Of(context, view.Title) with { Styles = ["mission.css"], Trail = await TrailAsync(context, mission, view) };

    // Whoever sees this one mission alone has no way up from it.
    private async Task<IReadOnlyList<PageLink>> TrailAsync(HttpContext context, MissionRecord mission, MissionView view)
        => context.Visitor() is { Principal: { } principal, IsGuest: false }
            && await log.FindProjectAsync(mission.ProjectId, context.RequestAborted) is { } project
            && principal.CanReadProject(project)
            ?
            [
                new PageLink("Missions", PageAddress.Missions),
                new PageLink(MissionLists.NameOf(project), PageAddress.Project(mission.ProjectId)),
                new PageLink(view.Title, view.Address, IsCurrent: true),
            ]
            : [];
}
