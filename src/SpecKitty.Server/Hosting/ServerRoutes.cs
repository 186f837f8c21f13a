using SpecKitty.Server.Api;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Dashboard;

namespace SpecKitty.Server.Hosting;

/// <summary>Every route of the server.</summary>
internal static class ServerRoutes
{
    public static void Map(WebApplication app)
    {
        HealthRoutes.Map(app);
        OpenApiRoutes.Map(app);
        TokenRoutes.Map(app);
        DashboardRoutes.Map(app);
        MapGuarded(app.MapGroup("").WithMetadata(BearerRequired.Instance));
    }

    /// <summary>What only a principal may ask for.</summary>
    private static void MapGuarded(RouteGroupBuilder guarded)
    {
        BatchRoutes.Map(guarded);
        SyncRoutes.Map(guarded);
        AccountRoutes.Map(guarded);
        MemberRoutes.Map(guarded);
        InvitationRoutes.Map(guarded);
        PersonalTokenRoutes.Map(guarded);
        ProjectRoutes.Map(guarded);
        SocketTokenRoutes.Map(guarded);
        SocketRoutes.Map(guarded);
        EventRoutes.Map(guarded);
        MissionRoutes.Map(guarded);
        RosterRoutes.Map(guarded);
        ParticipantTokenRoutes.Map(guarded);
        MissionViewRoutes.Map(guarded);
        BoardRoutes.Map(guarded);
        StreamRoutes.Map(guarded);
        WebhookRoutes.Map(guarded);
    }
}
