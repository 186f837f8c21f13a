namespace SpecKitty.Server.Demo;

/// <summary>What the lines of the story need to know of the mission that is played.</summary>
/// <param name="MissionId">The mission.</param>
/// <param name="Participants">The participants minted so far, by the name of the actor.</param>
/// <param name="Warnings">The ids of the warnings derived so far, by the story's name for them.</param>
internal sealed record DemoScene(string MissionId, IReadOnlyDictionary<string, DemoParticipant> Participants, IReadOnlyDictionary<string, string> Warnings)
{
    public string WarningId(string warning) => Warnings[warning];

    public string Id(DemoActor actor) => Participants[actor.Name].ParticipantId;

    public string Session(DemoActor actor) => Participants[actor.Name].SessionId;
}
