using FsCheck;
using FsCheck.Fluent;
using SpecKitty.Client.Toml;

namespace SpecKitty.Client.Tests.Toml;

public sealed class TomlDocumentTests
{
    /// <summary>As the other producer writes it, with what its users add by hand.</summary>
    private const string Shared =
        """"
        # mine, keep
        [sync]
        server_url = "https://kitty.example" # the team's
        max_queue_size = 100_000
        background_daemon = 'auto'

        [sync.repo_defaults."acme/kitty"]
        enabled = true

        [sync.checkout_overrides."/home/ada/a \"b\""]
        enabled = false
        [hosted]
        drain = true
        hosts = [ "a", # one
          'b', { x = 1, "y z" = [1.5, inf, nan] } ]
        seen = 2026-02-12T10:00:00Z
        day = 2026-02-12
        a.b."c d".e = 0xFF
        text = """
        [not a table]
        """
        [[routes]]
        name = "one"
        [[routes]]
        name = "two"

        """";

    [Theory]
    [InlineData("[sync]\nserver_url = \"x\"")]
    [InlineData("sync.server_url = 'x'")]
    [InlineData("\"sync\" . server_url = \"\"\"\nx\"\"\"")]
    [InlineData("sync = { other = 1, server_url = \"x\" }")]
    [InlineData("[ \"sync\" ]\r\n'server_url' = \"\\u0078\"\r\n")]
    [InlineData("\uFEFF[sync.deep]\na = 1\n[sync]\nserver_url = \"x\"")]
    [InlineData("[[other]]\nserver_url = \"y\"\n[sync]\nserver_url = \"x\"")]
    public void Text_InEveryFormOfTheKey_IsFound(string text) => TomlDocument.Parse(text).Text("sync", "server_url").ShouldBe("x");

    [Theory]
    [InlineData("server_url = \"x\"")]
    [InlineData("[sync]\nserver_url = 1")]
    [InlineData("[other]\nsync.server_url = \"x\"")]
    [InlineData("[[sync]]\nserver_url = \"x\"")]
    [InlineData("[sync.deep]\nserver_url = \"x\"")]
    public void Text_ElsewhereOrOfAnotherKind_IsNull(string text) => TomlDocument.Parse(text).Text("sync", "server_url").ShouldBeNull();

    [Fact]
    public void Text_OfAFileThatAnotherProducerShares_IsRead() => TomlDocument.Parse(Shared).Text("sync", "server_url").ShouldBe("https://kitty.example");

    [Fact]
    public void Set_AKeyThatIsThere_ChangesNoOtherByte()
    {
        var document = TomlDocument.Parse("\uFEFF" + Shared.ReplaceLineEndings("\r\n"));

        document.Set("sync", "server_url", "https://dog.example");

        document.ToString().ShouldBe("\uFEFF" + Shared.ReplaceLineEndings("\r\n").Replace("https://kitty.example", "https://dog.example", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "[t]\nk = \"v\"\n")]
    [InlineData("a = 1", "a = 1\n\n[t]\nk = \"v\"\n")]
    [InlineData("[t]", "[t]\nk = \"v\"\n")]
    [InlineData("[t] # c\n\n# of u\n[u]\n", "[t] # c\nk = \"v\"\n\n# of u\n[u]\n")]
    [InlineData("[t]\na = 1 # c\n[u]\n", "[t]\na = 1 # c\nk = \"v\"\n[u]\n")]
    [InlineData("[t]\r\na = 1", "[t]\r\na = 1\r\nk = \"v\"\r\n")]
    [InlineData("t = { a = 1 }\n", "t = { k = \"v\", a = 1 }\n")]
    [InlineData("t = {}\n", "t = { k = \"v\" }\n")]
    [InlineData("t.a = 1 # c\nb = 2\n", "t.a = 1 # c\nt.k = \"v\"\nb = 2\n")]
    [InlineData("[t.deep]\na = 1\n", "[t.deep]\na = 1\n\n[t]\nk = \"v\"\n")]
    public void Set_AKeyThatIsMissing_IsAddedWhereItBelongs(string before, string after)
    {
        var document = TomlDocument.Parse(before);

        document.Set("t", "k", "v");

        document.ToString().ShouldBe(after);
        document.Text("t", "k").ShouldBe("v");
    }

    [Fact]
    public void Set_WhereSomethingElseHasTheNameOfTheTable_IsRefusedAndTheTextStays()
    {
        var document = TomlDocument.Parse("t = 1\n");

        Should.Throw<TomlSyntaxException>(() => document.Set("t", "k", "v"));

        document.ToString().ShouldBe("t = 1\n");
    }

    [Theory]
    [InlineData("a = 1\nb =", 2, 4)]
    [InlineData("a 1", 1, 3)]
    [InlineData("= 1", 1, 1)]
    [InlineData("a = 1\na = 2", 2, 1)]
    [InlineData("[t]\n[t]", 2, 1)]
    [InlineData("a.b = 1\n[a]", 2, 1)]
    [InlineData("a = {x=1}\n[a.y]", 2, 2)]
    [InlineData("[t", 1, 3)]
    [InlineData("a = \"x", 1, 6)]
    [InlineData("a = \"\\q\"", 1, 7)]
    [InlineData("a = \"\\ud800\"", 1, 7)]
    [InlineData("a = \"\u0001\"", 1, 5)]
    [InlineData("a = 01", 1, 5)]
    [InlineData("a = 9223372036854775808", 1, 5)]
    [InlineData("a = True", 1, 5)]
    [InlineData("a = 1 b = 2", 1, 7)]
    [InlineData("a = 1\rb = 2", 1, 6)]
    [InlineData("a = '\uD83D'", 1, 6)]
    public void Parse_WhatIsNotToml_NamesLineAndColumn(string text, int line, int column)
    {
        var fault = Should.Throw<TomlSyntaxException>(() => TomlDocument.Parse(text));

        fault.Message.ShouldStartWith($"line {fault.Line}, column {fault.Column}: ");
        (fault.Line, fault.Column).ShouldBe((line, column));
    }

    [Theory]
    [InlineData("access = \"hunter2\" trailing")]
    [InlineData("access = hunter2")]
    [InlineData("access = \"hunter2\"\naccess = \"hunter2\"")]
    [InlineData("access = \"hunter2")]
    [InlineData("[hunter2\nhunter2")]
    [InlineData("access = \"hunter2\\q\"")]
    public void Parse_ASecretInABadLine_IsNotRepeated(string text) =>
        Should.Throw<TomlSyntaxException>(() => TomlDocument.Parse(text)).Message.ShouldNotContain("hunter2");

    [Fact]
    public void Set_AnyString_IsReadBackTheSame() =>
        Prop.ForAll<NonNull<string>, NonNull<string>, NonNull<string>>((table, key, value) =>
        {
            var (name, under, text) = (Clean(table.Get), Clean(key.Get), WithoutLoneSurrogates(value.Get));
            var document = TomlDocument.Parse(Shared);
            document.Set(name, under, "first");
            document.Set(name, under, text);

            var again = TomlDocument.Parse(document.ToString());
            return again.Text(name, under) == text && again.Text("sync", "server_url") is { } server && (server == "https://kitty.example" || name == "sync");
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_AnyText_EndsInADocumentOrTheSyntaxException() =>
        Prop.ForAll<NonNull<string>>(given =>
        {
            try
            {
                return TomlDocument.Parse(given.Get).ToString() == given.Get;
            }
            catch (TomlSyntaxException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();

    private static string Clean(string name) => WithoutLoneSurrogates(name).Replace("\0", "", StringComparison.Ordinal);

    private static string WithoutLoneSurrogates(string text) => string.Concat(text.EnumerateRunes());
}
