using System.Diagnostics;
using SpecKitty.Client.Home;

namespace SpecKitty.Client.Tests.Home;

public sealed class ShellWordTests
{
    [Theory]
    [InlineData("/home/ada/.spec-kitty")]
    [InlineData("/home/ada/it's mine")]
    [InlineData("/home/ada/$(touch x) `y` \\ \"z\" !")]
    [InlineData("/home/ada/a\nb\tc'\\d\u0007")]
    [InlineData("")]
    [InlineData("/home/Ł/🐈")]
    public void Quote_AnyWord_IsTheSameWordToAShell(string word)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the quotes of a POSIX shell");
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"printf '%s' {ShellWord.Quote(word)}");
        start.Environment["LC_ALL"] = "C.UTF-8";

        using var shell = Process.Start(start)!;

        shell.StandardOutput.ReadToEnd().ShouldBe(word);
        ShellWord.Quote(word).ShouldNotContain("\n");
    }
}
