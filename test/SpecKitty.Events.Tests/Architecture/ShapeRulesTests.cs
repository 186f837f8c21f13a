using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Shapes;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Tests.Architecture;

/// <summary>The shape that a record declares says the same as its C# properties.</summary>
public sealed class ShapeRulesTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static TheoryData<string> Titles => [.. LibraryTypes.Shapes.Select(shape => shape.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public void Shape_Fields_AreThePropertiesInOrder(string title)
        => Shape(title).Fields.Select(field => field.Name).ShouldBe(Properties(title).Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)));

    [Theory]
    [MemberData(nameof(Titles))]
    public void Shape_Required_IsTheKeyword(string title)
    {
        foreach (var (field, property) in Pairs(title))
        {
            property.IsDefined(typeof(RequiredMemberAttribute)).ShouldBe(field.IsRequired, field.Name);
        }
    }

    // A member that may be absent without a default has no value then, so C# must be able to say so.
    [Theory]
    [MemberData(nameof(Titles))]
    public void Shape_Nullability_IsThatOfTheProperty(string title)
    {
        foreach (var (field, property) in Pairs(title))
        {
            var isNullable = Nullability.Create(property).ReadState == NullabilityState.Nullable;

            isNullable.ShouldBe(field.IsNullable || (!field.IsRequired && field.Default is null), field.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Shape_Values_HaveTheTypeOfTheProperty(string title)
    {
        foreach (var (field, property) in Pairs(title))
        {
            (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).ShouldBe(TypeOf(field.Shape, property), field.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Shape_Descriptions_AreTheDocumentation(string title)
    {
        Plain(LibraryDocumentation.SummaryOfType(Shape(title).ModelType)).ShouldBe(Shape(title).Summary);
        foreach (var (field, property) in Pairs(title))
        {
            Plain(LibraryDocumentation.SummaryOfProperty(property.DeclaringType!, property.Name)).ShouldBe(field.Description, field.Name);
        }
    }

    private static string? Plain(string? text) => text?.Replace("`", "", StringComparison.Ordinal);

    private static Type TypeOf(ValueShape shape, PropertyInfo property) => shape switch
    {
        TextShape or WordShape or LooseDateTimeShape => typeof(string),
        BooleanShape => typeof(bool),
        IntegerShape => typeof(long),
        TimestampShape => typeof(EventTimestamp),
        IdShape => typeof(EventId),
        UuidShape => typeof(Guid),
        UrlShape => typeof(Uri),
        ModelShape model => model.ModelType,
        VocabularyShape words => words.Words.SequenceEqual(WordsOf(property.PropertyType)) ? Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType : typeof(Enum),
        ListShape list => typeof(EquatableList<>).MakeGenericType(TypeOf(list.Item, property)),
        _ => throw new InvalidOperationException($"Say which C# type {shape.GetType().Name} reads as."),
    };

    private static IEnumerable<string> WordsOf(Type type)
    {
        var vocabulary = typeof(Vocabulary<>).MakeGenericType(Nullable.GetUnderlyingType(type) ?? type);
        return ((IVocabulary)vocabulary.GetProperty("Instance")!.GetValue(null)!).Words;
    }

    private static ModelShape Shape(string title) => LibraryTypes.Shapes.Single(shape => shape.Title == title);

    private static IEnumerable<PropertyInfo> Properties(string title) => Shape(title).ModelType.GetProperties().Where(property => property.GetIndexParameters().Length == 0);

    private static IEnumerable<(FieldShape Field, PropertyInfo Property)> Pairs(string title) => Shape(title).Fields.Zip(Properties(title));
}
