using SpecKitty.Cli.Tests.Support;
using SpecKitty.Client.Home;
using SpecKitty.Client.Projects;

namespace SpecKitty.Cli.Tests.Commands;

public sealed class InitCommandTests : IDisposable
{
    private const string Project = "550e8400-e29b-41d4-a716-446655440000";

    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Init_OutsideOfGit_SaysWhatItWroteAndWhatComesNext()
    {
        Approval.Match("Output.init", (await _line.RunAsync("init", "--project-uuid", Project)).Transcript);
        Approval.Match("Output.init-again", (await _line.RunAsync("init", "--project-uuid", Project, "--json")).Transcript);
    }

    [Fact]
    public async Task Init_AFolderThatLeadsElsewhere_IsRefused()
    {
        File.CreateSymbolicLink(Path.Join(_line.WorkingDirectory, ".spec-kitty"), _line.Home);

        Approval.Match("Error.init-symlink", (await _line.RunAsync("init")).Transcript);
    }

    [Fact]
    public async Task Init_AProjectThatIsLinked_SaysWhereItsEventsMayGo()
    {
        (await _line.RunAsync("init", "--project-uuid", Project)).ShouldEnd(ExitCodes.Fine);
        new ProjectLinks(SpecKittyHome.Find(_ => _line.Home)).Link(new ProjectLink(Guid.Parse(Project), new Uri("https://kitty.example/"), "ada", DateTimeOffset.UnixEpoch));

        (await _line.RunAsync("init")).ShouldEnd(ExitCodes.Fine).Error.ShouldContain("may go to https://kitty.example/ as ada");
    }

    [Theory]
    [InlineData("--slug", " ")]
    [InlineData("--project-uuid", "{550e8400-e29b-41d4-a716-446655440000}")]
    public async Task Init_AValueThatCannotBe_WritesNothing(string option, string value)
    {
        (await _line.RunAsync("init", option, value)).ShouldEnd(ExitCodes.Misuse);

        Directory.Exists(Path.Join(_line.WorkingDirectory, ".spec-kitty")).ShouldBeFalse();
    }
}
