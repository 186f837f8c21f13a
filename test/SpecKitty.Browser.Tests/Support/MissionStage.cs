using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Browser.Tests.Support;

/// <summary>A server with the demo, a viewer who sees nothing, and a mission with words that are hard to fit in; for tests that only look at it.</summary>
public sealed class MissionStage : IAsyncLifetime
{
    internal RunningServer Server { get; private set; } = null!;

    internal MissionRecord Demo { get; private set; } = null!;

    /// <summary>A mission of <c>ada</c>, with a warning and a comment.</summary>
    internal TestMission Mission { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (Server, Demo) = await DemoServer.StartAsync();
        await Server.AddUserAsync("ada", "demo", TeamRole.Admin);
        await Server.AddUserAsync("vera", "tea", TeamRole.Viewer);
        var token = (await Server.SignInAsync("ada")).Text("access")!;
        Mission = await TestMission.CreateAsync(Server, token, "M7", title: "A mission whose name is long enough to need a second line on a phone, andonewordthatneverendsandstillhastofitinsomewherehere");
        var ada = await Mission.JoinAsync("Ada");
        var claude = await Mission.JoinAsync("Claude", "llm_context");
        await TestWarning.RaiseAsync(Server, Mission, "w-1", ada, claude);
        (await Server.PostBatchAsync(token, Mission.Comment(ada, "averylongwordthatnobodycanbreak" + new string('x', 200)))).Statuses.ShouldBe(["success"]);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
