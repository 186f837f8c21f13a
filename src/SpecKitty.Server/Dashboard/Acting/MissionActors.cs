using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard.Missions;
using SpecKitty.Server.Dashboard.Views.Missions;

namespace SpecKitty.Server.Dashboard.Acting;

/// <summary>Says what visitors may do in a mission.</summary>
internal static class MissionActors
{
    /// <summary>What a visitor may do in a mission as it is now.</summary>
    /// <param name="principal">The visitor with the rights of now; null when nobody is signed in.</param>
    /// <param name="reading">The mission.</param>
    public static ActorView Find(Principal? principal, MissionReading reading)
    {
        if (principal is null)
        {
            return ActorView.Stranger;
        }

        if (!principal.CanWriteProject(reading.Project))
        {
            return new ActorView { Standing = ActorStanding.Reader };
        }

        List<ParticipantView> own =
        [
            .. reading.View.Roster
                .Where(participant => reading.State.Bindings.TryGetValue(participant.Id, out var binding) && binding.AuthPrincipalId == principal.PrincipalId)
                .OrderByDescending(participant => participant.IsPerson)
                .ThenBy(participant => participant.Id, StringComparer.Ordinal),
        ];
        return new ActorView
        {
            Standing = ActorStanding.Member,
            Own = [.. own.Where(participant => !participant.HasLeft)],
            Left = [.. own.Where(participant => participant is { HasLeft: true, IsPerson: true })],
        };
    }
}
