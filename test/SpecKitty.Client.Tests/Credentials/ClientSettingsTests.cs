using SpecKitty.Client.Credentials;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Credentials;

public sealed class ClientSettingsTests : IDisposable
{
    private readonly TempHome _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Load_NoFile_IsEmpty() => ClientSettings.Load(_temp.Home).ServerUrl.ShouldBeNull();

    [Fact]
    public void Load_AServer_GivesIt()
    {
        _temp.Home.Prepare();
        File.WriteAllText(_temp.Home.SettingsPath, "[sync]\nserver_url = \"https://kitty.example\"\n");

        ClientSettings.Load(_temp.Home).ServerUrl.ShouldBe("https://kitty.example");
    }

    [Fact]
    public void Load_AFileThatAnotherProducerShares_GivesTheServer()
    {
        _temp.Home.Prepare();
        File.WriteAllText(
            _temp.Home.SettingsPath,
            "[sync]\nserver_url = \"https://kitty.example\"\n\n[sync.repo_defaults.\"acme/kitty\"]\nenabled = true\n\n[hosted]\ndrain = true\nhosts = ['a']\n");

        ClientSettings.Load(_temp.Home).ServerUrl.ShouldBe("https://kitty.example");
    }

    [Fact]
    public void Load_ABadFile_NamesFileAndLine()
    {
        _temp.Home.Prepare();
        File.WriteAllText(_temp.Home.SettingsPath, "[sync]\nserver_url = https://kitty.example\n");

        var refusal = Should.Throw<ClientException>(() => ClientSettings.Load(_temp.Home));

        refusal.Message.ShouldContain(_temp.Home.SettingsPath);
        refusal.Message.ShouldContain("line 2, column 14");
    }
}
