using System.Text.RegularExpressions;
using SpecKitty.Events.Schemas;

namespace SpecKitty.Events.Tests.Schemas;

public sealed class EcmaPatternTests
{
    [Theory]
    [InlineData(@"^\d$", "7", true)]
    [InlineData(@"^\d$", "٣", false)]
    [InlineData(@"^\D$", "😀", true)]
    [InlineData(@"^\w$", "é", false)]
    [InlineData(@"^\W$", "é", true)]
    [InlineData(@"^\s$", "\uFEFF", true)]
    [InlineData(@"^\s$", "\u0085", false)]
    [InlineData(@"^\S$", "\u0085", true)]
    [InlineData(@"^[\S]$", "\u0085", true)]
    [InlineData(@"^[\S]$", "\u00a0", false)]
    [InlineData(@"^[\W]$", "_", false)]
    [InlineData(@"^[\D]$", "a", true)]
    [InlineData("a$", "a\n", false)]
    [InlineData("^.$", "\u2028", false)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^😀{2}$", "😀😀", true)]
    [InlineData(@"^\u{1f600}+$", "😀😀", true)]
    [InlineData(@"^\ud83d\ude00+$", "😀😀", true)]
    [InlineData(@"^\u{41}\u0042\x43\cJ\t\0$", "ABC\n\t\0", true)]
    [InlineData(@"^[\b]$", "\b", true)]
    [InlineData(@"\bcat\b", "a cat!", true)]
    [InlineData(@"\bcat\b", "concat", false)]
    [InlineData(@"é\bcat", "écat", true)]
    [InlineData(@"^\Ba", "a", false)]
    [InlineData(@"^a\Bb", "ab", true)]
    [InlineData("^[^a]$", "😀", true)]
    [InlineData("[]", "a", false)]
    [InlineData("^[^]$", "\n", true)]
    [InlineData("^[a-z-[aeiou]+$", "a[-", true)]
    [InlineData("^[a^]$", "^", true)]
    [InlineData(@"^[\^\-\]]+$", "^-]", true)]
    [InlineData(@"^\p{Lu}\p{gc=Ll}\P{Letter}\p{General_Category=Decimal_Number}$", "Éé-5", true)]
    [InlineData(@"^(a)(b)\2\1$", "abba", true)]
    [InlineData(@"^(?<q>['/]).*\k<q>$", "'x'", true)]
    [InlineData(@"^(?<q>['/]).*\k<q>$", "'x/", false)]
    [InlineData(@"^(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\10$", "abcdefghijj", true)]
    [InlineData(@"^\ud83dx$", "x", false)]
    [InlineData(@"^\ud83d\u0041$", "A", false)]
    [InlineData("^(?:a|b)(?=c)c(?!d)(?<=c)(?<!d)$", "ac", true)]
    [InlineData(@"^\/\.\*\+\?\(\)\[\]\{\}\|\^\$\\$", @"/.*+?()[]{}|^$\", true)]
    public void IsMatch_Pattern_FollowsEcma262(string pattern, string text, bool matches) =>
        PatternMatch.IsFound(PatternCompiler.Compile(pattern), text).ShouldBe(matches);

    // A limit also counts the time in which the thread does not run: no pause may turn a match into none.
    [Theory]
    [InlineData("^[a-z0-9-]+$")]
    [InlineData("^(?:WP[0-9]{2}|[0-9]{3}-[a-z0-9-]+)$")]
    public void Compile_PatternOfLinearTime_HasNoLimit(string pattern) =>
        PatternCompiler.Compile(pattern).MatchTimeout.ShouldBe(Regex.InfiniteMatchTimeout);

    [Theory]
    [InlineData("(?")]
    [InlineData("(?>a)")]
    [InlineData("(?#c)")]
    [InlineData("(?'a'b)")]
    [InlineData("(?<1>b)")]
    [InlineData(@"(?<a>b)\1")]
    [InlineData(@"\2")]
    [InlineData(@"\Z")]
    [InlineData(@"\e")]
    [InlineData(@"\cé")]
    [InlineData(@"\-")]
    [InlineData(@"\k")]
    [InlineData(@"\p")]
    [InlineData(@"\p{L")]
    [InlineData(@"\p{IsGreek}")]
    [InlineData(@"\u12")]
    [InlineData(@"\u{zz}")]
    [InlineData(@"\u{12")]
    [InlineData(@"[\ud83d\ude00]")]
    [InlineData(@"[\B]")]
    [InlineData(@"[\1]")]
    [InlineData(@"[a")]
    [InlineData(@"a\")]
    [InlineData("a)")]
    [InlineData("b**")]
    public void Compile_NoPatternOfEcma262_Throws(string pattern) =>
        Should.Throw<FormatException>(() => PatternCompiler.Compile(pattern));
}
