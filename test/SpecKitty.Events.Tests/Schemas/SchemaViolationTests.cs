using System.Text;
using SpecKitty.Events.Schemas;

namespace SpecKitty.Events.Tests.Schemas;

public sealed class SchemaViolationTests
{
    private const string Focus = """
        {"$id":"spec-kitty-events/focus","title":"Focus","type":"object","properties":{
          "participant_ids":{"type":"array","items":{"type":"string","minLength":1},"minItems":1,"uniqueItems":true},
          "focus_target":{"anyOf":[{"$ref":"#/$defs/target"},{"type":"null"}],"default":null},
          "count":{"type":"integer","minimum":0}},
         "required":["mission_id","participant_ids"],
         "$defs":{"target":{"type":"object","properties":{"target_type":{"enum":["wp","step"]}},"required":["target_type","target_id"]}}}
        """;

    [Theory]
    [InlineData("""{"participant_ids":["a"]}""", "mission_id", "required", "/required", "mission_id is required; got no such member")]
    [InlineData("""{"mission_id":"m","participant_ids":[""]}""", "participant_ids.0", "minLength", "/properties/participant_ids/items/minLength", "participant_ids.0 must have at least 1 characters; got \"\"")]
    [InlineData("""{"mission_id":"m","participant_ids":["a",5]}""", "participant_ids.1", "type", "/properties/participant_ids/items/type", "participant_ids.1 must be a string; got 5")]
    [InlineData("""{"mission_id":"m","participant_ids":[]}""", "participant_ids", "minItems", "/properties/participant_ids/minItems", "participant_ids must have at least 1 items; got 0 items")]
    [InlineData("""{"mission_id":"m","participant_ids":["a","b","a"]}""", "participant_ids", "uniqueItems", "/properties/participant_ids/uniqueItems", "participant_ids must not hold equal items; got equal items 0 and 2")]
    [InlineData("""{"mission_id":"m","participant_ids":["a"],"count":-1}""", "count", "minimum", "/properties/count/minimum", "count must be at least 0; got -1")]
    [InlineData("""{"mission_id":"m","participant_ids":["a"],"count":1.5}""", "count", "type", "/properties/count/type", "count must be an integer; got 1.5")]
    [InlineData("""{"mission_id":"m","participant_ids":["a"],"focus_target":{"target_type":"x","target_id":1}}""", "focus_target.target_type", "enum", "/$defs/target/properties/target_type/enum", "focus_target.target_type must be one of \"wp\", \"step\"; got \"x\"")]
    [InlineData("""{"mission_id":"m","participant_ids":["a"],"focus_target":{"target_type":"wp"}}""", "focus_target.target_id", "required", "/$defs/target/required", "focus_target.target_id is required; got no such member")]
    [InlineData("[]", "", "type", "/type", "the value must be an object; got an array")]
    public void Evaluate_OneFault_NamesFieldRuleAndValue(string instance, string path, string keyword, string schemaPath, string message)
    {
        Evaluate(Focus, instance).ShouldBe([new SchemaViolation(path, keyword, schemaPath, message)]);
    }

    [Theory]
    [InlineData("""{"const":1}""", "2", "const", "the value must be 1; got 2")]
    [InlineData("""{"enum":[]}""", "2", "enum", "the value must be one of no values at all; got 2")]
    [InlineData("false", "{}", "false", "the value must not be there; got an object")]
    [InlineData("""{"maximum":1.50}""", "2", "maximum", "the value must be at most 1.50; got 2")]
    [InlineData("""{"exclusiveMinimum":2}""", "2", "exclusiveMinimum", "the value must be greater than 2; got 2")]
    [InlineData("""{"exclusiveMaximum":2}""", "2", "exclusiveMaximum", "the value must be less than 2; got 2")]
    [InlineData("""{"multipleOf":2}""", "3", "multipleOf", "the value must be a multiple of 2; got 3")]
    [InlineData("""{"maxLength":1}""", "\"ab\"", "maxLength", "the value must have at most 1 characters; got \"ab\"")]
    [InlineData("""{"pattern":"^a$"}""", "\"b\\n\"", "pattern", "the value must match the pattern ^a$; got \"b\\n\"")]
    [InlineData("""{"format":"uuid"}""", "\"b\"", "format", "the value must be a UUID of 32 hexadecimal digits in five groups; got \"b\"")]
    [InlineData("""{"format":"uri"}""", "\"b\"", "format", "the value must be an absolute URI; got \"b\"")]
    [InlineData("""{"format":"date-time"}""", "\"b\"", "format", "the value must be an RFC 3339 date-time such as 2026-01-31T12:00:00Z; got \"b\"")]
    [InlineData("""{"minProperties":1}""", "{}", "minProperties", "the value must have at least 1 members; got 0 members")]
    [InlineData("""{"maxProperties":0}""", """{"a":1}""", "maxProperties", "the value must have at most 0 members; got 1 members")]
    [InlineData("""{"maxItems":0}""", "[1]", "maxItems", "the value must have at most 0 items; got 1 items")]
    [InlineData("""{"not":{}}""", "[1]", "not", "the value must not have the form that 'not' describes; got an array")]
    [InlineData("""{"anyOf":[{"minimum":5},{"maximum":3}]}""", "4", "anyOf", "the value must have at least one of the 2 forms allowed; got 4")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":["null","number"]}]}""", "[4]", "anyOf", "the value must be a string or a number or null; got an array")]
    [InlineData("""{"oneOf":[{"minimum":5},{"maximum":3}]}""", "4", "oneOf", "the value must have exactly one of the 2 forms allowed and has none; got 4")]
    [InlineData("""{"oneOf":[{"minimum":3},{"maximum":5}]}""", "4", "oneOf", "the value must have exactly one of the 2 forms allowed and has more; got 4")]
    [InlineData("""{"properties":{"a":true},"additionalProperties":false}""", """{"b":4}""", "additionalProperties", "b is not a member that is allowed here; got 4")]
    public void Evaluate_EachKeyword_SaysItsRule(string schema, string instance, string keyword, string message)
    {
        var violation = Evaluate(schema, instance).ShouldHaveSingleItem();

        violation.Keyword.ShouldBe(keyword);
        violation.Message.ShouldBe(message);
    }

    [Fact]
    public void Evaluate_FormThatOnlyTheTypeAllows_SaysWhatThatFormLacks()
    {
        var violation = Evaluate("""{"title":"t","minLength":0,"anyOf":[{"type":"string","minLength":3},{"type":"null"}]}""", "\"ab\"").ShouldHaveSingleItem();

        violation.SchemaPath.ShouldBe("/anyOf/0/minLength");
    }

    [Fact]
    public void Evaluate_ManyFaults_AllInDocumentOrder()
    {
        const string schema = """
            {"properties":{"b":{"items":{"type":"integer"}},"a":{"properties":{"x":{"minimum":1,"multipleOf":2}}}},"propertyNames":{"maxLength":2},"allOf":[{"required":["z"]}],"required":["y"]}
            """;

        var paths = Evaluate(schema, """{"a":{"x":-1},"b":[[],1,"s",[{}],null],"long":{"x":1},"c":1}""").Select(violation => violation.Path + " " + violation.Keyword);

        paths.ShouldBe(["z required", "y required", "a.x minimum", "a.x multipleOf", "b.0 type", "b.2 type", "b.3 type", "b.4 type", "long maxLength"]);
    }

    [Fact]
    public void Evaluate_MoreFaultsThanTheLimit_StopsReporting()
    {
        var schema = CompiledSchema.Compile("""{"items":{"type":"null"}}"""u8.ToArray(), new SchemaOptions { MaxViolations = 3 });

        schema.Evaluate("[1,2,3,4,5]"u8).Select(violation => violation.Path).ShouldBe(["0", "1", "2"]);
    }

    [Fact]
    public void Evaluate_LongValuesAndNames_AreCut()
    {
        var name = new string('n', 5_000);
        var violation = Evaluate("""{"additionalProperties":{"type":"null"}}""", $$"""{"{{name}}":"{{new string('é', 5_000)}}"}""").ShouldHaveSingleItem();

        violation.Path.Length.ShouldBe(80);
        violation.Message.Length.ShouldBeLessThan(200);
        violation.Message.ShouldContain("…");
    }

    [Theory]
    [InlineData("", "line 1, byte 1")]
    [InlineData("{\"a\":1,\n}", "line 2, byte 1")]
    [InlineData("1 2", "line 1")]
    [InlineData("[[[[,", "line 1")]
    [InlineData("{\"a\":\"\\udc00\"}", "whole characters")]
    [InlineData("{\"a\":\"\\uzzzz\"}", "line 1")]
    [InlineData("{\"a\":\"\\ud800\"}", "whole characters")]
    public void Evaluate_NotJson_OneViolation(string instance, string part)
    {
        var violation = Evaluate("""{"properties":{"a":false}}""", instance).ShouldHaveSingleItem();

        violation.Keyword.ShouldBe("json");
        violation.Message.ShouldContain(part);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(100_000, false)]
    public void Evaluate_DeepInstance_IsAViolationPastTheBound(int depth, bool valid)
    {
        var schema = CompiledSchema.Compile("""{"items":{"$ref":"#"}}"""u8.ToArray());
        var instance = Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth));

        schema.IsValid(instance).ShouldBe(valid);
        schema.Evaluate(instance).Select(violation => violation.Keyword).ShouldBe(valid ? [] : ["maxDepth"]);
    }

    [Fact]
    public void Evaluate_DeepestAllowed_FitsTheStack()
    {
        var schema = CompiledSchema.Compile(
            """{"$defs":{"a":{"anyOf":[{"oneOf":[{"allOf":[{"$ref":"#"}]}]}]}},"items":{"$ref":"#/$defs/a"}}"""u8.ToArray(),
            new SchemaOptions { MaxDepth = SchemaOptions.DepthLimit });
        var instance = new string('[', SchemaOptions.DepthLimit) + new string(']', SchemaOptions.DepthLimit);

        schema.IsValid(Encoding.UTF8.GetBytes(instance)).ShouldBeTrue();
    }

    [Fact]
    public void Evaluate_MoreThanTheStackHolds_IsAViolation()
    {
        var chain = string.Concat(Enumerable.Repeat("""{"allOf":[""", 30)) + """{"items":{"$ref":"#"}}""" + string.Concat(Enumerable.Repeat("]}", 30));
        var schema = CompiledSchema.Compile(Encoding.UTF8.GetBytes(chain), new SchemaOptions { MaxDepth = SchemaOptions.DepthLimit });
        var instance = Encoding.UTF8.GetBytes(new string('[', SchemaOptions.DepthLimit) + new string(']', SchemaOptions.DepthLimit));
        IReadOnlyList<SchemaViolation> violations = [];

        var thread = new Thread(() => violations = schema.Evaluate(instance), maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();

        violations.ShouldHaveSingleItem().Keyword.ShouldBe("maxDepth");
    }

    [Fact]
    public void Options_OutOfBounds_Throw()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new SchemaOptions { MaxDepth = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new SchemaOptions { MaxDepth = SchemaOptions.DepthLimit + 1 });
        Should.Throw<ArgumentOutOfRangeException>(() => new SchemaOptions { MaxViolations = 0 });
    }

    private static IReadOnlyList<SchemaViolation> Evaluate(string schema, string instance) =>
        CompiledSchema.Compile(Encoding.UTF8.GetBytes(schema), new SchemaOptions { AssertFormats = true }).Evaluate(Encoding.UTF8.GetBytes(instance));
}
