using System.Text.Json.Serialization.Metadata;

namespace SpecKitty.Server.Api.OpenApi;

/// <summary>Shows to whoever describes messages what their raw JSON is JSON of.</summary>
internal static class RawJsonShapes
{
    /// <summary>Makes members that are raw JSON members of what stands in them, in a description alone: nothing is read or written so.</summary>
    public static void Uncover(JsonTypeInfo type)
    {
        for (var index = 0; index < type.Properties.Count; index++)
        {
            var property = type.Properties[index];
            if (Uncovered(property.PropertyType) is { } shape)
            {
                var uncovered = type.CreateJsonPropertyInfo(shape, property.Name);
                uncovered.AttributeProvider = property.AttributeProvider;
                uncovered.IsRequired = property.IsRequired;
                uncovered.Get = property.Get;
                uncovered.Set = property.Set;
                uncovered.IsGetNullable = false;
                type.Properties[index] = uncovered;
            }
        }
    }

    private static Type? Uncovered(Type type) => type switch
    {
        { IsGenericType: false } => null,
        _ when type.GetGenericTypeDefinition() == typeof(RawJson<>) => type.GetGenericArguments()[0],
        _ when type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) && Uncovered(type.GetGenericArguments()[0]) is { } item => typeof(IReadOnlyList<>).MakeGenericType(item),
        _ => null,
    };
}
