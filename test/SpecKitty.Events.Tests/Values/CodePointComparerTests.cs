using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Tests.Values;

public sealed class CodePointComparerTests
{
    [Fact]
    public void Compare_Null_ComesFirst()
    {
        CodePointComparer.Instance.Compare(null, "").ShouldBeNegative();
        CodePointComparer.Instance.Compare("", null).ShouldBePositive();
        CodePointComparer.Instance.Compare(null, null).ShouldBe(0);
    }

    [Fact]
    public void AnyTwo_AreOrderedAsTheirUtf8()
    {
        // The bytes of UTF-8 are in the order of the code points.
        var texts = Gen.Elements("a", "b", "\u00E9", "\uD7FF", "\uE000", "\uFFFF", "\U00010000", "\U0001F431", "\U0010FFFF").ArrayOf().Select(string.Concat);

        Prop.ForAll(texts.Two().ToArbitrary(), pair =>
            Math.Sign(CodePointComparer.Instance.Compare(pair.Item1, pair.Item2))
            == Math.Sign(Encoding.UTF8.GetBytes(pair.Item1).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(pair.Item2)))).QuickCheckThrowOnFailure();
    }
}
