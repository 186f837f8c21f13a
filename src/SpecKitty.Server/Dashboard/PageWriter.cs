using Microsoft.AspNetCore.Components;
using SpecKitty.Server.Dashboard.Acting;
using SpecKitty.Server.Dashboard.Pages;
using SpecKitty.Server.Dashboard.Views.Shell;

namespace SpecKitty.Server.Dashboard;

/// <summary>Answers with pages. Every page is a component with a <c>Shell</c>, which is what all pages have around them, and a <c>View</c>.</summary>
internal sealed class PageWriter(DashboardRenderer renderer, PageShells shells)
{
    // Whatever slips into a page as markup finds nothing that it may load, run or send to, but our own.
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Answers with a page.</summary>
    /// <typeparam name="TPage">The component, with parameters <c>Shell</c> and <c>View</c>.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="shell">What stands around it.</param>
    /// <param name="view">What it shows.</param>
    /// <param name="status">The HTTP status.</param>
    public async Task WriteAsync<TPage>(HttpContext context, PageShell shell, object view, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        var html = await renderer.RenderAsync<TPage>(new Dictionary<string, object?>(StringComparer.Ordinal) { ["Shell"] = shell, ["View"] = view });
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = ContentPolicy;
        response.Headers.XContentTypeOptions = "nosniff";

        // To our own pages, the address goes along: a form that comes too late finds its way back. To others nothing does.
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        await response.WriteAsync(html, context.RequestAborted);
    }

    /// <summary>Answers with a page that says what went wrong and what to do, and gives back a comment that was to be written.</summary>
    public Task WriteFaultAsync(HttpContext context, int status, string headline, string details)
    {
        var shell = shells.Of(context, headline);
        var back = HttpMethods.IsPost(context.Request.Method) && shell.Address != "/" ? shell.Address : null;
        return WriteAsync<FaultPage>(context, shell, new FaultView(status, headline, details, KeptComments.Find(context), back), status);
    }

    /// <summary>Sends the browser on to another page, with GET.</summary>
    public static void Redirect(HttpContext context, string address)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = address;
        context.Response.Headers.CacheControl = "no-store";
    }
}
