using SpecKitty.Server.Dashboard.Acting;
using SpecKitty.Server.Dashboard.Pages;
using SpecKitty.Server.Dashboard.Views.Shell;

namespace SpecKitty.Server.Dashboard.Visiting;

/// <summary>Shows the way to the sign-in, and the sign-in.</summary>
internal sealed class SignInPages(PageWriter pages, PageShells shells)
{
    /// <summary>Answers somebody who must be signed in for what was asked.</summary>
    /// <remarks>Who was writing a comment finds it again: the sign-in takes it along, in its form and in no address.</remarks>
    public Task SendAsync(HttpContext context)
    {
        // What a script keeps open cannot follow to a form; it learns that the sign-in is over.
        if (PageRequest.IsForAStream(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        // The script of the page follows to the sign-in's own address, and knows by that what has happened.
        if (!PageRequest.IsByScript(context.Request) && KeptComments.Find(context) is { } kept)
        {
            return WriteAsync(context, new SignInView(kept.MissionAddress, Kept: kept), StatusCodes.Status401Unauthorized);
        }

        PageWriter.Redirect(context, $"{PageAddress.SignIn}?next={Uri.EscapeDataString(PageRequest.AddressOf(context.Request))}");
        return Task.CompletedTask;
    }

    /// <summary>Answers with the sign-in.</summary>
    public Task WriteAsync(HttpContext context, SignInView view, int status = StatusCodes.Status200OK)
        => pages.WriteAsync<SignInPage>(context, shells.Of(context, "Sign in") with { Address = "/", Styles = ["entry.css"] }, view, status);
}
