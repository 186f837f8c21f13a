using SpecKitty.Client.Emitting;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Emitting;

public sealed class LaneMemoryTests : IDisposable
{
    private readonly TempHome _temp = new();

    private LaneMemory Memory => new(_temp.Home);

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Change_MorePackagesThanItHolds_ForgetsTheOldest()
    {
        _temp.Home.Prepare();
        var many = Enumerable.Range(0, LaneMemory.Capacity).Select(number => $$"""{"project_uuid":"{{Queued.Kitty}}","feature_slug":"f{{number}}","wp_id":"WP01","lane":"claimed"}""");
        PrivateWrite($$"""{"packages":[{{string.Join(',', many)}}]}""");

        Remember("fresh", "done");

        var known = Known();
        known.Count.ShouldBe(LaneMemory.Capacity);
        known[0].FeatureSlug.ShouldBe("f1");
        known[^1].ShouldBe(new RememberedLane(Queued.Kitty, "fresh", "WP01", "done"));
    }

    [Fact]
    public void Change_APackageAgain_KeepsOneEntryInAFileForItsOwnerOnly()
    {
        Remember("f", "claimed");
        Remember("f", "in_progress");

        Known().ShouldHaveSingleItem().Lane.ShouldBe("in_progress");
        File.GetUnixFileMode(_temp.Home.LanesPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Change_ADamagedFile_IsRefusedByNameWithTheRemedy()
    {
        _temp.Home.Prepare();
        PrivateWrite("{");

        var refused = Should.Throw<ClientException>(() => Remember("f", "claimed"));

        refused.Message.ShouldContain(_temp.Home.LanesPath);
        refused.Remedy.ShouldContain("--from");
    }

    private void Remember(string feature, string lane) => Memory.Change(Queued.Kitty, "WP01", _ => (true, new RememberedLane(Queued.Kitty, feature, "WP01", lane)));

    private IReadOnlyList<RememberedLane> Known() => Memory.Change<IReadOnlyList<RememberedLane>>(Queued.Kitty, "WP01", known => (known, null));

    private void PrivateWrite(string text)
    {
        File.WriteAllText(_temp.Home.LanesPath, text);
        File.SetUnixFileMode(_temp.Home.LanesPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
