using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using SpecKitty.Events.Schemas;

namespace SpecKitty.Events.Tests.Schemas;

public sealed class SchemaPropertyTests
{
    private static readonly CompiledSchema[] Schemas =
    [
        .. OwnCases.All.Select(item => CompiledSchema.Compile(Encoding.UTF8.GetBytes(item.Schema), new SchemaOptions { AssertFormats = true, MaxDepth = 6 })),
    ];

    [Fact]
    public void Evaluate_AnyBytes_NeverThrowsAndAgreesWithItself() =>
        Prop.ForAll<byte[]>(bytes => Schemas.All(schema => Agrees(schema, bytes))).QuickCheckThrowOnFailure();

    [Fact]
    public void Evaluate_AnyJson_NeverThrowsAndAgreesWithItself() =>
        Prop.ForAll(Json(5).ToArbitrary(), json => Schemas.All(schema => Agrees(schema, Encoding.UTF8.GetBytes(json)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Evaluate_JsonCutShort_NeverThrowsAndIsInvalid()
    {
        var cut = from json in Json(4)
                  where json.Length > 1 && json[0] is '{' or '[' or '"'
                  from length in Gen.Choose(0, json.Length - 1)
                  select json[..length];

        Prop.ForAll(cut.ToArbitrary(), text => Schemas.All(schema => !schema.IsValid(Encoding.UTF8.GetBytes(text)) && Agrees(schema, Encoding.UTF8.GetBytes(text))))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Const_AnyJson_AgreesWithTheTreeOfTheBaseLibrary() =>
        Prop.ForAll(
            Gen.Zip(Json(4), Json(4)).Where(pair => !BeyondTheBaseLibrary(pair.Item1) && !BeyondTheBaseLibrary(pair.Item2)).ToArbitrary(),
            pair =>
            {
                var schema = CompiledSchema.Compile(Encoding.UTF8.GetBytes($$"""{"const":{{pair.Item1}}}"""));
                var same = JsonNode.DeepEquals(JsonNode.Parse(pair.Item1), JsonNode.Parse(pair.Item2));
                return schema.IsValid(Encoding.UTF8.GetBytes(pair.Item1)) && schema.IsValid(Encoding.UTF8.GetBytes(pair.Item2)) == same;
            }).QuickCheckThrowOnFailure();

    // Its comparison throws for an exponent that no 32 bits hold; ours does not.
    private static bool BeyondTheBaseLibrary(string json) => json.Contains("1e99999999999999999999", StringComparison.Ordinal);

    private static bool Agrees(CompiledSchema schema, byte[] bytes) =>
        schema.IsValid(bytes) == (schema.Evaluate(bytes).Count == 0)
        && schema.Evaluate(bytes).All(violation => violation.Path is not null && violation.Message.Length is > 0 and < 1_000);

    private static Gen<string> Json(int depth)
    {
        var text = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(value => JsonSerializer.Serialize(Whole(value.Get)));
        var number = Gen.OneOf(
            ArbMap.Default.GeneratorFor<int>().Select(value => JsonSerializer.Serialize(value)),
            Gen.Elements("0", "-0.0", "1", "1.0", "10e-1", "1e400", "-1E-400", "9223372036854775808", "0.30", "1e99999999999999999999"));
        var scalar = Gen.OneOf(text, number, Gen.Elements("null", "true", "false", "\"a\"", "\"\\u0061\"", "\"planned\""));
        if (depth == 0)
        {
            return scalar;
        }

        var inner = Json(depth - 1);
        var names = Gen.Elements("a", "b", "c", "k", "x", "z", "next", "kids", "\\u0061x");
        var members = names.ListOf(4).SelectMany(
            list => inner.ListOf(4).Select(values => string.Join(",", list.Distinct().Zip(values, (name, value) => $"\"{name}\":{value}"))));
        return Gen.OneOf(
            scalar,
            inner.ListOf(3).Select(items => "[" + string.Join(",", items) + "]"),
            inner.Select(item => $"[{item},{item}]"),
            members.Select(list => "{" + list + "}"));
    }

    // Half surrogate pairs have no UTF-8.
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
