using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Http;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Http;

public sealed class SignOutTests : IAsyncLifetime
{
    private static readonly ServerChannelOptions Hasty = new() { FirstPause = TimeSpan.FromMilliseconds(1) };

    private readonly TempHome _temp = new();
    private ContractListener _server = null!;

    private CredentialStore Store => new(_temp.Home);

    public async ValueTask InitializeAsync()
    {
        _server = await ContractListener.StartAsync();
        await ServerConnection.SignInAsync(Store, _server.Address, "ada", "good", Hasty);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _temp.Dispose();
    }

    [Fact]
    public async Task SignOut_WithTheServer_ForgetsTheSignInAndTellsIt()
    {
        _server.Instead = context =>
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.FromResult(context.Request.Path == "/api/v1/token/logout/");
        };

        var outcome = await ServerConnection.SignOutAsync(Store, Hasty);

        outcome.ShouldBe(new SignOutOutcome(WasSignedIn: true, ServerTold: true, WhyNotTold: null));
        Store.Load().ShouldBeNull();
        _server.Requests.Count(request => request == "POST /api/v1/token/logout/").ShouldBe(1);
    }

    [Fact]
    public async Task SignOut_Offline_ForgetsTheSignInAndSaysThatTheServerWasNotTold()
    {
        using var nobody = new Socket(SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Store.Save(Store.Load()! with { Server = new Uri($"http://{nobody.LocalEndPoint}/") });

        var outcome = await ServerConnection.SignOutAsync(Store, Hasty);

        outcome.WasSignedIn.ShouldBeTrue();
        outcome.ServerTold.ShouldBeFalse();
        outcome.WhyNotTold!.ShouldContain("could not be reached");
        Store.Load().ShouldBeNull();
    }

    [Fact]
    public async Task SignOut_WhenTheSignInCannotBeRead_ForgetsItAllTheSame()
    {
        await File.WriteAllTextAsync(_temp.Home.CredentialsPath, "[tokens", TestContext.Current.CancellationToken);

        var outcome = await ServerConnection.SignOutAsync(Store, Hasty);

        outcome.WasSignedIn.ShouldBeTrue();
        outcome.ServerTold.ShouldBeFalse();
        File.Exists(_temp.Home.CredentialsPath).ShouldBeFalse();
    }

    [Fact]
    public async Task SignOut_WhenNobodyIsSignedIn_AsksNobody()
    {
        Store.Delete();

        (await ServerConnection.SignOutAsync(Store, Hasty)).WasSignedIn.ShouldBeFalse();
    }
}
