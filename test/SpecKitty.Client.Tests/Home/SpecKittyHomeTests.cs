using SpecKitty.Client.Home;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Home;

public sealed class SpecKittyHomeTests
{
    [Fact]
    public void Find_WithoutTheVariable_IsInTheUsersHome() =>
        SpecKittyHome.Find(_ => null).Path.ShouldBe(Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".spec-kitty"));

    [Fact]
    public void Find_ARelativeVariable_IsRefused() =>
        Should.Throw<ClientException>(() => TempHome.At("relative")).Failure.ShouldBe(ClientFailure.Misuse);

    [Fact]
    public void Prepare_TwiceOver_LeavesAFolderForTheOwnerAlone()
    {
        using var temp = new TempHome();

        temp.Home.Prepare();
        temp.Home.Prepare();

        File.GetUnixFileMode(temp.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void Prepare_AFileInTheWay_IsRefusedWithTheRemedy()
    {
        using var temp = new TempHome();
        File.WriteAllText(temp.Path, "");

        var refusal = Should.Throw<ClientException>(temp.Home.Prepare);

        refusal.Failure.ShouldBe(ClientFailure.LocalFile);
        refusal.Remedy.ShouldContain("SPEC_KITTY_HOME");
    }
}
