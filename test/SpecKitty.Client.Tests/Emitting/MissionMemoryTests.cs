using SpecKitty.Client.Emitting;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Emitting;

public sealed class MissionMemoryTests : IDisposable
{
    private readonly TempHome _temp = new();

    private MissionMemory Memory => new(_temp.Home);

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Find_NothingRemembered_IsNullAndMakesNothing()
    {
        Memory.Find(Queued.Kitty, null).ShouldBeNull();

        Directory.Exists(_temp.Path).ShouldBeFalse();
    }

    [Fact]
    public void Find_WithoutAnId_GivesTheMissionUsedLastInThisProject()
    {
        Memory.Remember(Queued.Kitty, "M1", "first", "C1");
        Memory.Remember(Queued.Kitty, "M2", "second", null);
        Memory.Remember(Queued.Other, "M3", "elsewhere", null);
        Memory.Remember(Queued.Kitty, "M1", null, null);

        var found = Memory.Find(Queued.Kitty, null)!;

        found.MissionId.ShouldBe("M1");
        found.Title.ShouldBe("first");
        found.CorrelationId.ShouldBe("C1");
    }

    [Fact]
    public void JoinAndLeave_Participants_AreKeptPerMission()
    {
        Memory.Join(Queued.Kitty, "M1", new JoinedParticipant("P1", "human", "Ada"));
        Memory.Join(Queued.Kitty, "M1", new JoinedParticipant("P2", "llm_context", "Claude"));
        Memory.Join(Queued.Kitty, "M2", new JoinedParticipant("P3", "human", "Ada"));

        Memory.Leave(Queued.Kitty, "M1", "P1");

        Memory.Find(Queued.Kitty, "M1")!.Participants.ShouldBe([new JoinedParticipant("P2", "llm_context", "Claude")]);
        Memory.Find(Queued.Kitty, "M2")!.Participants.Count.ShouldBe(1);
    }

    [Fact]
    public void Find_ADamagedFile_IsRefusedByName()
    {
        Memory.Remember(Queued.Kitty, "M1", null, null);
        File.WriteAllText(_temp.Home.MissionsPath, "{");

        Should.Throw<ClientException>(() => Memory.Find(Queued.Kitty, null)).Message.ShouldContain(_temp.Home.MissionsPath);
    }
}
