using System.Text;
using SpecKitty.Events.Schemas;

namespace SpecKitty.Events.Tests.Schemas;

public sealed class SchemaCompilerTests
{
    [Theory]
    [InlineData("{", "", "not well-formed JSON")]
    [InlineData("""{"title":"a","title":"b"}""", "", "not well-formed JSON")]
    [InlineData("\"\\ud800\"", "", "half a surrogate pair")]
    [InlineData("7", "", "object or a boolean, but is 7")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#"}""", "/$schema", "draft-07")]
    [InlineData("""{"properties":{"a/b":{"type":"strnig"}}}""", "/properties/a~1b/type", "\"strnig\"")]
    [InlineData("""{"type":[]}""", "/type", "at least one type")]
    [InlineData("""{"type":["null","null"]}""", "/type", "different strings")]
    [InlineData("""{"required":[1]}""", "/required", "an array of strings")]
    [InlineData("""{"required":"a"}""", "/required", "an array")]
    [InlineData("""{"properties":[]}""", "/properties", "an object, but is an array")]
    [InlineData("""{"minLength":-1}""", "/minLength", "0 or more, but is -1")]
    [InlineData("""{"maxItems":1.5}""", "/maxItems", "0 or more, but is 1.5")]
    [InlineData("""{"minimum":"1"}""", "/minimum", "a number, but is \"1\"")]
    [InlineData("""{"multipleOf":0}""", "/multipleOf", "greater than 0")]
    [InlineData("""{"multipleOf":1.234567890123456789}""", "/multipleOf", "18 significant digits")]
    [InlineData("""{"uniqueItems":1}""", "/uniqueItems", "a boolean")]
    [InlineData("""{"allOf":[]}""", "/allOf", "at least one schema")]
    [InlineData("""{"enum":{}}""", "/enum", "an array")]
    [InlineData("""{"title":1}""", "/title", "a string")]
    [InlineData("""{"pattern":"(" }""", "/pattern", "'('")]
    [InlineData("""{"pattern":"[a" }""", "/pattern", "not closed")]
    [InlineData("""{"pattern":"(?i)a" }""", "/pattern", "not known to ECMA-262")]
    [InlineData("""{"pattern":"\\A" }""", "/pattern", "not known to ECMA-262")]
    [InlineData("""{"pattern":"\\p{Nonsense}" }""", "/pattern", "general category")]
    [InlineData("""{"pattern":"\\x1" }""", "/pattern", "2 hexadecimal digits")]
    [InlineData("""{"pattern":"\\u{110000}" }""", "/pattern", "code point")]
    [InlineData("""{"pattern":"[\\u{1F600}]" }""", "/pattern", "U\u002BFFFF")]
    [InlineData("""{"pattern":"[😀]" }""", "/pattern", "U\u002BFFFF")]
    [InlineData("""{"pattern":"a\\" }""", "/pattern", "backslash")]
    [InlineData("""{"patternProperties":{"*":true}}""", "/patternProperties", "'*'")]
    [InlineData("""{"$ref":"#/$defs/no"}""", "/$ref", "not there")]
    [InlineData("""{"prefixItems":[true],"not":{"$ref":"#/prefixItems/1"}}""", "/not/$ref", "not there")]
    [InlineData("""{"$ref":"#no"}""", "/$ref", "anchor")]
    [InlineData("""{"$ref":"other.json"}""", "/$ref", "another document")]
    [InlineData("""{"$id":"http://[x"}""", "", "URI reference")]
    [InlineData("""{"$ref":"http://[x"}""", "/$ref", "URI reference")]
    [InlineData("""{"title":"t","not":{"$ref":"#/title/x"}}""", "/not/$ref", "not there")]
    [InlineData("""{"$id":"a#b"}""", "", "fragment")]
    [InlineData("""{"$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}}""", "/$defs/b", "taken already")]
    [InlineData("""{"$ref":"#"}""", "", "comes back to itself")]
    [InlineData("""{"$defs":{"a":{"anyOf":[{"$ref":"#/$defs/b"}]},"b":{"not":{"$ref":"#/$defs/a"}}}}""", "/$defs/a", "comes back to itself")]
    [InlineData("""{"$defs":{"a":{"contains":true}}}""", "/$defs/a", "keyword contains is not supported")]
    [InlineData("""{"dependentRequired":{}}""", "", "keyword dependentRequired is not supported")]
    [InlineData("""{"$dynamicRef":"#a"}""", "", "keyword $dynamicRef is not supported")]
    public void Compile_BadSchema_SaysWhereAndWhy(string schema, string pointer, string part)
    {
        var fault = Should.Throw<SchemaException>(() => CompiledSchema.Compile(Encoding.UTF8.GetBytes(schema)));

        fault.Pointer.ShouldBe(pointer);
        fault.Message.ShouldContain($"'#{pointer}'");
        fault.Message.ShouldContain(part);
    }

    [Fact]
    public void Compile_LongChainOfReferences_IsRefused()
    {
        var chain = string.Join(",", Enumerable.Range(0, 5_000).Select(at => $$"""
            "d{{at}}":{"minimum":{{at}},"$ref":"#/$defs/d{{at + 1}}"}
            """));

        var fault = Should.Throw<SchemaException>(() => CompiledSchema.Compile(Encoding.UTF8.GetBytes($$"""{"$defs":{{{chain}},"d5000":true} }""")));

        fault.Message.ShouldContain("lead from one to the next");
    }

    [Fact]
    public void SchemaException_WithoutPlace_IsAboutTheWhole()
    {
        var cause = new FormatException("x");

        new SchemaException().Pointer.ShouldBe("");
        new SchemaException("broken").Message.ShouldBe("Schema at '#': broken.");
        new SchemaException("broken", (Exception)cause).InnerException.ShouldBe(cause);
    }

    [Fact]
    public void IsValid_LongTexts_AreReadWhole()
    {
        var schema = CompiledSchema.Compile("""{"items":{"pattern":"^a+$"},"uniqueItems":true}"""u8.ToArray());
        var text = new string('a', 1_000);

        schema.IsValid(Encoding.UTF8.GetBytes($"[\"{text}\",\"\\u0061{text}\"]")).ShouldBeTrue();
        schema.IsValid(Encoding.UTF8.GetBytes($"[\"{text}\",\"\\u0061{text[1..]}\"]")).ShouldBeFalse();
        schema.IsValid(Encoding.UTF8.GetBytes($"[\"{text}b\"]")).ShouldBeFalse();
    }

    [Fact]
    public void Compile_IdAndTitle_AreKeptAsWritten()
    {
        var schema = CompiledSchema.Compile("""{"$id":"spec-kitty-events/lane","title":"Lane"}"""u8.ToArray());

        schema.Id.ShouldBe("spec-kitty-events/lane");
        schema.Title.ShouldBe("Lane");
        CompiledSchema.Compile("true"u8.ToArray()).Id.ShouldBeNull();
    }

    [Fact]
    public void IsValid_MoreThan64RequiredMembers_CountsEach()
    {
        var names = Enumerable.Range(0, 70).Select(at => $"m{at}").ToArray();
        var schema = CompiledSchema.Compile(Encoding.UTF8.GetBytes($$"""{"required":[{{string.Join(",", names.Select(name => $"\"{name}\""))}}]}"""));

        schema.Evaluate(Instance(names)).ShouldBeEmpty();
        foreach (var missing in (string[])["m0", "m63", "m64", "m69"])
        {
            schema.Evaluate(Instance([.. names.Where(name => name != missing)])).ShouldHaveSingleItem().Path.ShouldBe(missing);
        }

        static byte[] Instance(string[] names) => Encoding.UTF8.GetBytes("{" + string.Join(",", names.Select(name => $"\"{name}\":1")) + "}");
    }

    [Fact]
    public void IsValid_PatternThatInvitesBacktracking_EndsSoon()
    {
        var linear = CompiledSchema.Compile("""{"pattern":"^(a+)+$"}"""u8.ToArray());
        var limited = CompiledSchema.Compile("""{"pattern":"^(a+)+(?!x)\\1b$"}"""u8.ToArray());
        var hostile = Encoding.UTF8.GetBytes("\"" + new string('a', 2_000) + "!\"");

        linear.IsValid(hostile).ShouldBeFalse();
        limited.IsValid(hostile).ShouldBeFalse();
    }
}
