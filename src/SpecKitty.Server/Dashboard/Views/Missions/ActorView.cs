namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>What a visitor may do in a mission.</summary>
/// <remarks>Holds nothing of the visitor's own but participants: visitors who act as the same ones share what is rendered.</remarks>
public sealed record ActorView
{
    /// <summary>Somebody who is not signed in.</summary>
    public static ActorView Stranger { get; } = new() { Standing = ActorStanding.Stranger };

    /// <summary>How far the visitor's rights go.</summary>
    public required ActorStanding Standing { get; init; }

    /// <summary>The participants that the visitor acts as, people first.</summary>
    public IReadOnlyList<ParticipantView> Own { get; init; } = [];

    /// <summary>The people that the visitor was and may be again.</summary>
    public IReadOnlyList<ParticipantView> Left { get; init; } = [];

    /// <summary>Whether the visitor may act now.</summary>
    public bool Acts => Own.Count > 0;

    /// <summary>The same for all visitors whom the same is shown.</summary>
    public string Key => $"{Standing} {string.Join(',', Own.Select(participant => participant.Id))} {string.Join(',', Left.Select(participant => participant.Id))}";

    /// <summary>Whether the visitor acts as a participant.</summary>
    public bool Is(ParticipantView participant) => Own.Any(own => own.Id == participant.Id);
}
