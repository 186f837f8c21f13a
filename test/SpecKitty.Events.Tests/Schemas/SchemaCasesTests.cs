using System.Text;
using SpecKitty.Events.Schemas;

namespace SpecKitty.Events.Tests.Schemas;

public sealed class SchemaCasesTests
{
    private static readonly Dictionary<string, SchemaCase> Cases = OwnCases.All
        .Concat(OfficialSuite.Load().Where(item => !OfficialSuite.Excluded.ContainsKey(item.Name)))
        .ToDictionary(item => item.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_Case_GivesTheExpectedVerdict(string name)
    {
        var item = Cases[name];
        var schema = CompiledSchema.Compile(
            Encoding.UTF8.GetBytes(item.Schema), new SchemaOptions { AssertFormats = item.AssertFormats });

        foreach (var (instance, valid) in item.Instances)
        {
            var bytes = Encoding.UTF8.GetBytes(instance);
            schema.IsValid(bytes).ShouldBe(valid, instance);
            schema.Evaluate(bytes).Any().ShouldBe(!valid, instance);
        }
    }

    [Fact]
    public void Compile_CaseOutOfScope_IsRefused()
    {
        var refused = OfficialSuite.Load().Where(item => OfficialSuite.Excluded.ContainsKey(item.Name)).Select(item => item.Schema)
            .Append("""{"$ref":"https://json-schema.org/draft/2020-12/schema"}""")
            .Append("""{"not":{"unevaluatedProperties":false}}""");

        foreach (var schema in refused)
        {
            Should.Throw<SchemaException>(() => CompiledSchema.Compile(Encoding.UTF8.GetBytes(schema)), schema);
        }
    }
}
