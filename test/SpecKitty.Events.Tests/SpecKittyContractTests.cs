using SpecKitty.Events.Lifecycle;

namespace SpecKitty.Events.Tests;

public sealed class SpecKittyContractTests
{
    [Fact]
    public void Versions_Constants_AreThoseOfTheContract()
    {
        SpecKittyContract.Version.ShouldBe("2.1.0");
        LifecycleContract.SchemaVersion.ShouldBe("2.0.0");
    }

    [Fact]
    public void TerminalStatuses_List_HasExactlyTheTerminalOnes()
    {
        LifecycleContract.TerminalStatuses.ShouldBe([MissionStatus.Completed, MissionStatus.Cancelled]);
        Enum.GetValues<MissionStatus>().Where(status => status.IsTerminal()).ShouldBe(LifecycleContract.TerminalStatuses);
    }
}
