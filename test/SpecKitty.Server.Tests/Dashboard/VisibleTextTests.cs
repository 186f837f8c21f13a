using FsCheck;
using FsCheck.Fluent;
using SpecKitty.Server.Dashboard.Views;

namespace SpecKitty.Server.Tests.Dashboard;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("Ada", "Ada")]
    [InlineData("日本語 café 👩‍💻", "日本語 café 👩‍💻")]
    [InlineData("a\u202eb", "a[U+202E]b")]
    [InlineData("a\0b\u200b", "a[U+0000]b[U+200B]")]
    [InlineData(null, "")]
    public void Of_Text_ShowsWhatWasInvisible(string? text, string expected) => VisibleText.Of(text).ShouldBe(expected);

    [Fact]
    public void Of_LoneSurrogate_ShowsTheReplacement() => VisibleText.Of(new string('\ud800', 1)).ShouldBe("\ufffd");

    [Fact]
    public void Of_AnyText_HoldsNoControls()
        => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => VisibleText.Of(text).All(unit => unit == '\n' || !char.IsControl(unit))).QuickCheckThrowOnFailure();
}
