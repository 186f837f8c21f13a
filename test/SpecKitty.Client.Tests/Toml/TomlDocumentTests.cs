using FsCheck;
using FsCheck.Fluent;
using SpecKitty.Client.Toml;

namespace SpecKitty.Client.Tests.Toml;

public sealed class TomlDocumentTests
{
    [Fact]
    public void Parse_EveryFormOfTheSubset_GivesTheValues()
    {
        var document = TomlDocument.Parse(
            """
            # a comment
            top = "x" # behind a value

              [tokens]
            "quoted key" = "tab\t quote\" back\\ \u00e9 \U0001F63A"
            count = -1_000
            zero = 0
            plus = +7
            on = true
            off=false
            [empty]
            """);

        document.Root.Text("top").ShouldBe("x");
        document.TableNames.ShouldBe(["tokens", "empty"]);
        document.Table("tokens").Text("quoted key").ShouldBe("tab\t quote\" back\\ \u00e9 \U0001F63A");
        document.Table("tokens").Integer("count").ShouldBe(-1000);
        document.Table("tokens").Integer("zero").ShouldBe(0);
        document.Table("tokens").Integer("plus").ShouldBe(7);
        document.Table("tokens").Boolean("on").ShouldBe(true);
        document.Table("tokens").Boolean("off").ShouldBe(false);
        document.Table("tokens").Text("count").ShouldBeNull();
        document.Table("absent").Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("a = 1\nb =", 2, 4, "a value was expected")]
    [InlineData("a 1", 1, 3, "'=' after the key")]
    [InlineData("= 1", 1, 1, "a key")]
    [InlineData("a = 1\na = 2", 2, 1, "second time")]
    [InlineData("[t]\n[t]", 2, 1, "second time")]
    [InlineData("[t", 1, 3, "']'")]
    [InlineData("[[t]]", 1, 2, "array of tables")]
    [InlineData("[a.b]", 1, 3, "dotted table")]
    [InlineData("a.b = 1", 1, 2, "dotted key")]
    [InlineData("a = 'x'", 1, 5, "literal string")]
    [InlineData("a = [1]", 1, 5, "array")]
    [InlineData("a = {}", 1, 5, "inline table")]
    [InlineData("a = \"\"\"x\"\"\"", 1, 6, "multi-line")]
    [InlineData("a = \"x", 1, 7, "closing double quote")]
    [InlineData("a = \"x\ny\"", 1, 7, "closing double quote")]
    [InlineData("a = \"\\q\"", 1, 6, "escape")]
    [InlineData("a = \"\\u00g0\"", 1, 6, "hexadecimal")]
    [InlineData("a = \"\\ud800\"", 1, 6, "hexadecimal digits that name a character")]
    [InlineData("a = \"\u0001\"", 1, 6, "control character")]
    [InlineData("a = 1.5", 1, 5, "a value was expected")]
    [InlineData("a = 01", 1, 5, "a value was expected")]
    [InlineData("a = 1__0", 1, 5, "a value was expected")]
    [InlineData("a = 1_", 1, 5, "a value was expected")]
    [InlineData("a = 9223372036854775808", 1, 5, "64 bits")]
    [InlineData("a = 2026-01-01", 1, 5, "a value was expected")]
    [InlineData("a = True", 1, 5, "a value was expected")]
    [InlineData("a = 1 b = 2", 1, 7, "end of the line")]
    [InlineData("a = 1\rb = 2", 1, 6, "end of the line")]
    [InlineData("# \u0001", 1, 3, "control character")]
    [InlineData("\uFEFF!", 1, 1, "a key")]
    public void Parse_WhatIsNotTheSubset_NamesLineAndColumn(string text, int line, int column, string message)
    {
        var fault = Should.Throw<TomlSyntaxException>(() => TomlDocument.Parse(text));

        fault.Message.ShouldContain(message);
        (fault.Line, fault.Column).ShouldBe((line, column));
    }

    [Fact]
    public void Parse_ASecretInABadLine_IsNotRepeated()
    {
        var fault = Should.Throw<TomlSyntaxException>(() => TomlDocument.Parse("access = \"hunter2\" trailing"));

        fault.Message.ShouldNotContain("hunter2");
    }

    [Fact]
    public void Parse_WindowsLineEnds_AreLineEnds()
    {
        TomlDocument.Parse("[t]\r\na = 1\r\n").Table("t").Integer("a").ShouldBe(1);
    }

    [Fact]
    public void ToString_AnyValues_AreReadBackTheSame() =>
        Prop.ForAll<(NonNull<string> Key, NonNull<string> Text, long Number, bool Flag)>(given =>
        {
            var text = WithoutLoneSurrogates(given.Text.Get);
            var key = WithoutLoneSurrogates(given.Key.Get);
            var document = new TomlDocument();
            document.Open(key).Set(key, text);
            document.Open("numbers").Set("n", given.Number);
            document.Open("numbers").Set("f", given.Flag);

            var again = TomlDocument.Parse(document.ToString());

            return again.Table(key).Text(key) == text
                && again.Table("numbers").Integer("n") == given.Number
                && again.Table("numbers").Boolean("f") == given.Flag;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_AnyText_EndsInADocumentOrTheSyntaxException() =>
        Prop.ForAll<NonNull<string>>(given =>
        {
            try
            {
                TomlDocument.Parse(given.Get);
            }
            catch (TomlSyntaxException)
            {
                return true;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    private static string WithoutLoneSurrogates(string text) => string.Concat(text.EnumerateRunes());
}
