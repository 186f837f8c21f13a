using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Webhooks;

namespace SpecKitty.Server.Api;

/// <summary>The webhooks of a team.</summary>
internal static class WebhookRoutes
{
    private const string Webhooks = "/api/v1/teams/{slug}/webhooks/";
    private const string One = Webhooks + "{webhookId}/";
    private const string Dead = One + "dead/";
    private const string Admins = "admins of the team who signed in";
    private const string NoTeam = "The caller is in no team of this slug.";
    private const string NoWebhook = "The caller is in no team of this slug, or the team has no such webhook.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        OfTeam(routes.MapPost(Webhooks, AddAsync), "addWebhook", "Has what happens in the team's projects from now on sent to an address.", "How deliveries look and are checked stands in docs/guide/webhooks.md.")
            .Takes<AddWebhookRequest>()
            .Answers<CreatedWebhookAnswer>(201, "The webhook; its secret is shown this once.")
            .Refuses(404, $"{NoTeam} Or the team has no project of this UUID.")
            .Refuses(409, "The team has as many webhooks as are allowed.");
        OfTeam(routes.MapGet(Webhooks, ListAsync), "listWebhooks", "Lists the webhooks of a team.")
            .Paged(ParameterValue.Text)
            .Answers<WebhooksAnswer>(200, "A page of webhooks, without their secrets.")
            .Refuses(404, NoTeam);
        OfWebhook(routes.MapGet(One, ShowAsync), "showWebhook", "Shows a webhook, and how far it has come.")
            .Answers<WebhookStandingAnswer>(200, "The webhook.");
        OfWebhook(routes.MapDelete(One, RemoveAsync), "removeWebhook", "Removes a webhook, with what it has given up.")
            .AnswersNothing(204, "It is gone; what is being sent at this moment may still arrive.");
        OfWebhook(routes.MapPost(One + "test/", TestAsync), "testWebhook", "Sends a delivery without events, at once and once.")
            .Answers<WebhookTestAnswer>(200, "What came of it, good or bad.");
        OfWebhook(routes.MapGet(Dead, ListDeadAsync), "listDeadDeliveries", "Lists the deliveries of a webhook that were given up.")
            .Paged(ParameterValue.Text)
            .Answers<DeadLettersAnswer>(200, "A page of deliveries.");
        OfWebhook(routes.MapPost(Dead + "{deliveryId}/retry/", RetryAsync), "retryDeadDelivery", "Has a delivery tried once more that was given up.", "The caller is in no team of this slug, or the team has no such webhook, or nothing of this id was given up.")
            .WithPath("deliveryId", "The delivery.")
            .AnswersNothing(204, "It will be tried within seconds; when it arrives, it leaves the list.");
    }

    private static IEndpointConventionBuilder OfTeam(IEndpointConventionBuilder route, string name, string summary, string? details = null)
        => route.Describe(name, ApiTags.Teams, summary, Admins, details).WithPath("slug", "The team.");

    private static IEndpointConventionBuilder OfWebhook(IEndpointConventionBuilder route, string name, string summary, string missing = NoWebhook)
        => OfTeam(route, name, summary).WithPath("webhookId", "The webhook.").Refuses(404, missing);

    private static async Task AddAsync(HttpContext context, WebhookService webhooks, string slug)
    {
        if (await ApiJson.ReadAsync<AddWebhookRequest>(context) is not { } request)
        {
            return;
        }

        var answer = await webhooks.AddAsync(context.Principal(), slug, new NewWebhook(request.Url, request.ProjectUuid, request.EventTypes), context.RequestAborted);
        await (answer.Fault is { } fault
            ? AccountFaultAnswer.WriteAsync(context, fault)
            : ApiJson.WriteAsync(context, new CreatedWebhookAnswer { Webhook = WebhookAnswer.Of(answer.Value!), Secret = answer.Value!.Secret }, 201));
    }

    private static async Task ListAsync(HttpContext context, WebhookService webhooks, string slug)
    {
        if (await PageQuery.ReadAsync(context) is not { } page)
        {
            return;
        }

        var answer = await webhooks.ListAsync(context.Principal(), slug, page.After, page.Limit, context.RequestAborted);
        await (answer.Fault is { } fault
            ? AccountFaultAnswer.WriteAsync(context, fault)
            : ApiJson.WriteAsync(context, new WebhooksAnswer { Webhooks = [.. answer.Value!.Select(WebhookAnswer.Of)], Next = page.Next(answer.Value!, webhook => webhook.WebhookId) }));
    }

    private static async Task ShowAsync(HttpContext context, WebhookService webhooks, string slug, string webhookId)
    {
        var answer = await webhooks.FindAsync(context.Principal(), slug, webhookId, context.RequestAborted);
        if (answer.Fault is { } fault)
        {
            await AccountFaultAnswer.WriteAsync(context, fault);
            return;
        }

        var cursors = await webhooks.ListCursorsAsync(answer.Value!, context.RequestAborted);
        await ApiJson.WriteAsync(context, new WebhookStandingAnswer { Webhook = WebhookAnswer.Of(answer.Value!), Projects = [.. cursors.Select(WebhookProgress.Of)] });
    }

    private static async Task RemoveAsync(HttpContext context, WebhookService webhooks, string slug, string webhookId)
        => await AccountFaultAnswer.WriteOrNothingAsync(context, await webhooks.RemoveAsync(context.Principal(), slug, webhookId, context.RequestAborted));

    private static async Task TestAsync(HttpContext context, WebhookService webhooks, string slug, string webhookId)
    {
        var answer = await webhooks.TestAsync(context.Principal(), slug, webhookId, context.RequestAborted);
        await (answer.Fault is { } fault
            ? AccountFaultAnswer.WriteAsync(context, fault)
            : ApiJson.WriteAsync(context, new WebhookTestAnswer
            {
                Delivered = answer.Value!.IsDelivered,
                Status = answer.Value.Status,
                Error = answer.Value.Error,
                Milliseconds = (long)answer.Value.Took.TotalMilliseconds,
            }));
    }

    private static async Task ListDeadAsync(HttpContext context, WebhookService webhooks, string slug, string webhookId)
    {
        if (await PageQuery.ReadAsync(context) is not { } page)
        {
            return;
        }

        var answer = await webhooks.ListDeadAsync(context.Principal(), slug, webhookId, page.After, page.Limit, context.RequestAborted);
        await (answer.Fault is { } fault
            ? AccountFaultAnswer.WriteAsync(context, fault)
            : ApiJson.WriteAsync(context, new DeadLettersAnswer { Deliveries = [.. answer.Value!.Select(DeadLetterAnswer.Of)], Next = page.Next(answer.Value!, letter => letter.DeliveryId) }));
    }

    private static async Task RetryAsync(HttpContext context, WebhookService webhooks, string slug, string webhookId, string deliveryId)
        => await AccountFaultAnswer.WriteOrNothingAsync(context, await webhooks.RetryAsync(context.Principal(), slug, webhookId, deliveryId, context.RequestAborted));
}
