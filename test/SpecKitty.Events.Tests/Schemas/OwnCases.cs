namespace SpecKitty.Events.Tests.Schemas;

/// <summary>At least one case for every keyword, so that each is tested where the official suite is not at hand.</summary>
internal static class OwnCases
{
    public static readonly IReadOnlyList<SchemaCase> All =
    [
        Case("true", "true", ["1", "null", "{}"], ["", "{", "1 2", "[1,]", "nul", "\"\\ud800\"", "\uFEFF1"]),
        Case("false", "false", [], ["1", "null", "{}"]),
        Case("type", """{"type":"integer"}""", ["1", "-0", "1.0", "1e2", "12300e-2", "123456789012345678901234567890"], ["1.5", "1e-1", "\"1\"", "true"]),
        Case("type list", """{"type":["string","null","boolean"]}""", ["\"\"", "null", "false"], ["0", "[]", "{}"]),
        Case("number", """{"type":"number"}""", ["1", "1.5", "1E400"], ["\"1\""]),
        Case("enum strings", """{"enum":["plan\u006eed","a\"b"]}""", ["\"planned\"", "\"pl\\u0061nned\"", "\"a\\u0022b\""], ["\"Planned\"", "\"plan\"", "null"]),
        Case("enum mixed", """{"enum":[1,{"a":[1,{"b":null}],"c":2},[true]]}""", ["1.0", "10e-1", """{"c":2.0,"a":[1,{"b":null}]}""", "[true]"], ["""{"c":2}""", """{"a":[1,{"b":0}],"c":2}""", "[true,true]", "[]"]),
        Case("const large object", """{"const":{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":[9],"j":{"k":10}}}""", ["""{"j":{"k":10},"i":[9],"h":8,"g":7,"f":6,"e":5,"d":4,"c":3,"b":2,"a":1}"""], ["""{"j":{"k":11},"i":[9],"h":8,"g":7,"f":6,"e":5,"d":4,"c":3,"b":2,"a":1}""", """{"z":{"k":10},"i":[9],"h":8,"g":7,"f":6,"e":5,"d":4,"c":3,"b":2,"a":1}"""]),
        Case("const large number", """{"const":123456789012345678901234567890.50}""", ["123456789012345678901234567890.5", "1234567890123456789012345678905e-1"], ["123456789012345678901234567890.51", "123456789012345678901234567890"]),
        Case("minimum", """{"minimum":-1.5}""", ["-1.5", "0", "1e9", "\"x\""], ["-1.50001", "-2", "-1e400"]),
        Case("minimum large", """{"minimum":9223372036854775808}""", ["9223372036854775808", "1e19"], ["9223372036854775807", "-9223372036854775808"]),
        Case("maximum", """{"maximum":9223372036854775807}""", ["9223372036854775807", "9.223372036854775807e18"], ["9223372036854775808", "1e400"]),
        Case("exclusive", """{"exclusiveMinimum":0,"exclusiveMaximum":1}""", ["0.5", "1e-400"], ["0", "-0.0", "1", "1.0"]),
        Case("multipleOf", """{"multipleOf":0.01}""", ["0", "0.07", "19.99", "1e400", "123456789012345678901234567890.12"], ["0.001", "0.075", "1e-400"]),
        Case("multipleOf three", """{"multipleOf":3}""", ["9", "3e100", "111111111111111111111"], ["10", "1e100"]),
        Case("minLength", """{"minLength":2}""", ["\"ab\"", "\"\\u00e9\\n\"", "\"éé\"", "\"😀😀\"", "1"], ["\"a\"", "\"😀\"", "\"\\ud83d\\ude00\"", "\"\\n\"", "\"\""]),
        Case("maxLength", """{"maxLength":2}""", ["\"😀😀\"", "\"\\ud83d\\ude00\\n\"", "\"\\u00e9\\\\\"", "\"日\\t\"", "\"😀\\t\""], ["\"abc\"", "\"\\ud83d\\ude00\\nx\"", "\"éé\\n\""]),
        Case("pattern", """{"pattern":"^\\d+$"}""", ["\"0123\"", "1"], ["\"1\\n\"", "\"٣\"", "\"\"", "\"x1\""]),
        Case("pattern dot", """{"pattern":"^.{2}$"}""", ["\"ab\"", "\"😀é\""], ["\"😀\"", "\"a\\n\"", "\"a\\u2028\""]),
        Case("pattern classes", """{"pattern":"^[^a-c[\\s]\\W\\p{Lu}\\u{1F600}(?:x|y)?$"}""", ["\"d-É😀\"", "\"😀 A😀x\""], ["\"a-É😀\"", "\"[-É😀\"", "\"d-é😀\"", "\"ddÉ😀\""]),
        Case("pattern look", """{"pattern":"^(?!no)(?<x>\\w)\\k<x>\\b"}""", ["\"aa\"", "\"bb é\""], ["\"nono\"", "\"ab\"", "\"aab\""]),
        Case("pattern words", """{"pattern":"^(a)\\1[\\D\\S][\\w\\-][]?$"}""", ["\"aax-\"", "\"aa _\""], ["\"abx-\"", "\"aax \""]),
        Case("format", """{"format":"date-time"}""", ["\"no date\"", "1"], []),
        Case("required", """{"required":["a","b\"c"]}""", ["""{"a":1,"b\"c":2}""", """{"\u0061":1,"b\u0022c":2}""", "[]"], ["""{"a":1}""", "{}"]),
        Case("properties", """{"properties":{"a":{"type":"integer"},"b":true,"c":false}}""", ["""{"b":1,"a":2,"x":[[]]}""", "{}"], ["""{"b":1,"a":"2"}""", """{"\u0061":"2"}""", """{"c":null}"""]),
        Case("additionalProperties", """{"properties":{"a":true},"patternProperties":{"^x":{"type":"null"}},"additionalProperties":{"type":"integer"},"required":["z"]}""", ["""{"a":"","x1":null,"y":1,"z":2}"""], ["""{"z":""}""", """{"z":1,"x":1}""", """{"z":1,"y":""}"""]),
        Case("propertyNames", """{"propertyNames":{"maxLength":2,"pattern":"^[a-z]"}}""", ["""{"a":1,"bc":{"long name":1}}"""], ["""{"abc":1}""", """{"A":1}"""]),
        Case("property counts", """{"minProperties":1,"maxProperties":2}""", ["""{"a":1}""", "[]"], ["{}", """{"a":1,"b":2,"c":3}"""]),
        Case("items", """{"prefixItems":[{"type":"string"},true],"items":{"type":"integer"},"minItems":1,"maxItems":3}""", ["""["a"]""", """["a",null,3]""", "{}"], ["[]", "[1]", """["a",null,"x"]""", """["a",null,3,4]"""]),
        Case("uniqueItems", """{"uniqueItems":true}""", ["[]", "[1,true,\"1\",null,[1],{\"a\":1}]", """[{"a":1,"b":2},{"a":2,"b":1}]""", "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34]"], ["[1,1.0]", """[{"a":[1],"b":2},{"b":2,"a":[1e0]}]""", """["a","\u0061"]""", "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,0.1e1]"]),
        Case("allOf", """{"allOf":[{"minimum":1},{"maximum":2}]}""", ["1", "2", "\"\""], ["0", "3"]),
        Case("anyOf", """{"anyOf":[{"type":"string","minLength":2},{"type":"array","items":{"type":"integer"}},{"type":"null"}]}""", ["\"ab\"", "[1]", "null"], ["\"a\"", "[\"\"]", "1"]),
        Case("oneOf", """{"oneOf":[{"multipleOf":2},{"multipleOf":3}]}""", ["2", "3"], ["1", "6"]),
        Case("not", """{"not":{"type":"object","required":["a"]}}""", ["1", "{}"], ["""{"a":1}"""]),
        Case("if", """{"if":{"properties":{"k":{"const":1}},"required":["k"]},"then":{"required":["a"]},"else":{"required":["b"]}}""", ["""{"k":1,"a":0}""", """{"k":2,"b":0}"""], ["""{"k":1,"b":0}""", """{"a":0}"""]),
        Case("anyOf null first", """{"anyOf":[{"type":"null"},{"$ref":"#/$defs/a"}],"$defs":{"a":{"type":"string"}}}""", ["null", "\"\""], ["1"]),
        Case("$ref", """{"$id":"spec/tree","$defs":{"n":{"$anchor":"node","type":"object","properties":{"next":{"$ref":"#node"},"kids":{"items":{"$ref":"tree"}}},"additionalProperties":false},"unused":{"$ref":"#/$defs/n"}},"$ref":"#/$defs/unused"}""", ["""{"next":{"next":{}},"kids":[{},{"kids":[]}]}"""], ["""{"next":{"next":{"x":1}}}""", """{"kids":[{"kids":[1]}]}"""]),
        Case("annotations", """{"title":"t","description":"d","default":1,"examples":[],"deprecated":true,"x-own":{"type":7}}""", ["1", "{}"], []),
    ];

    private static SchemaCase Case(string name, string schema, string[] valid, string[] invalid) =>
        new("own: " + name, schema, [.. valid.Select(text => (text, true)), .. invalid.Select(text => (text, false))], AssertFormats: false);
}

internal sealed record SchemaCase(string Name, string Schema, IReadOnlyList<(string Instance, bool Valid)> Instances, bool AssertFormats);
