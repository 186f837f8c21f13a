using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Tests.Architecture;

/// <summary>Every public record is sealed, immutable, and equal by value all the way down.</summary>
public sealed class RecordRulesTests
{
    private static readonly HashSet<Type> ValueTypes =
    [
        typeof(string), typeof(bool), typeof(int), typeof(long), typeof(Guid), typeof(Uri), typeof(DateTimeOffset), typeof(TimeSpan),
        typeof(EventId), typeof(EventTimestamp), typeof(JsonText), typeof(EquatableSet),
    ];

    public static TheoryData<Type> Records => [.. LibraryTypes.PublicRecords];

    [Theory]
    [MemberData(nameof(Records))]
    public void Record_Class_IsSealed(Type record) => record.IsSealed.ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Records))]
    public void Record_Members_CannotChange(Type record)
    {
        record.GetProperties().Where(property => !LibraryTypes.IsInitOnly(property)).ShouldBeEmpty();
        record.GetFields().Where(field => !field.IsLiteral && !field.IsInitOnly).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void Record_Members_AreEqualByValue(Type record)
        => record.GetProperties().Where(property => !IsEqualByValue(property.PropertyType)).Select(property => $"{property.Name}: {property.PropertyType}").ShouldBeEmpty();

    private static bool IsEqualByValue(Type type)
    {
        if (type.IsGenericType)
        {
            var definition = type.GetGenericTypeDefinition();
            return (definition == typeof(EquatableList<>) || definition == typeof(EquatableMap<,>) || definition == typeof(Nullable<>))
                && type.GetGenericArguments().All(IsEqualByValue);
        }

        return type.IsEnum || ValueTypes.Contains(type) || LibraryTypes.IsRecord(type);
    }
}
