using System.Net;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Browser.Tests.Support;

/// <summary>A server with the demo, a project with a full board, and one with an empty mission; for tests that only look at it.</summary>
public sealed class ProjectStage : IAsyncLifetime
{
    internal RunningServer Server { get; private set; } = null!;

    internal MissionRecord Demo { get; private set; } = null!;

    /// <summary>The last event of the demo.</summary>
    internal string LastEvent { get; private set; } = "";

    /// <summary>The project with packages in every lane, and an event that was rejected.</summary>
    internal Guid Project { get; } = Guid.NewGuid();

    /// <summary>The mission in which nothing has happened.</summary>
    internal TestMission Mission { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (Server, Demo) = await DemoServer.StartAsync();
        await Server.AddUserAsync("ada", "demo", TeamRole.Admin);
        await Server.AddUserAsync("a-member-with-a-name-that-is-as-long-as-names-may-be-and-that-nobody-can-break-anywhere-at-all-100", "demo");
        var token = (await Server.SignInAsync("ada")).Text("access")!;
        (await Server.PostAsync("/api/v1/tokens/", new { name = "atokenwithalongname" + new string('x', 60) }, token)).Status.ShouldBe(HttpStatusCode.Created);
        (await Server.PostBatchAsync(token, TestPackages.Of(Project))).Statuses.ShouldAllBe(status => status == "success");
        (await Server.PostBatchAsync(token, TestPackages.Envelope(Project, 99, "Nonsense", new { }))).Statuses.ShouldBe(["rejected"]);
        await Server.AddUserAsync("eve", "team-with-a-name-that-is-as-long-as-a-name-of-a-team-may-be-in-a", TeamRole.Admin);
        var eve = (await Server.SignInAsync("eve")).Text("access")!;
        (await Server.PostAsync("/api/v1/teams/team-with-a-name-that-is-as-long-as-a-name-of-a-team-may-be-in-a/invitations/", new { username = "ada", role = "member" }, eve)).Status.ShouldBe(HttpStatusCode.Created);
        (await Server.PostAsync("/api/v1/teams/demo/invitations/", new { role = "member", single_use = false }, token)).Status.ShouldBe(HttpStatusCode.Created);
        (await Server.PostAsync("/api/v1/teams/demo/invitations/", new { username = new string('n', 100), role = "admin" }, token)).Status.ShouldBe(HttpStatusCode.Created);
        Mission = await TestMission.CreateAsync(Server, token, "M7", title: "Empty");
        LastEvent = (await Server.Log.ReadTailAsync(Demo.ProjectId, 1))[0].EventId;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
