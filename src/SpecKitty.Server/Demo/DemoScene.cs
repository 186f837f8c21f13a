namespace SpecKitty.Server.Demo;

/// <summary>What the lines of the story need to know of the mission that is played.</summary>
/// <param name="MissionId">The mission.</param>
/// <param name="Participants">The participants minted so far, by the name of the actor.</param>
internal sealed record DemoScene(string MissionId, IReadOnlyDictionary<string, DemoParticipant> Participants)
{
    public string Id(DemoActor actor) => Participants[actor.Name].ParticipantId;

    public string Session(DemoActor actor) => Participants[actor.Name].SessionId;
}
