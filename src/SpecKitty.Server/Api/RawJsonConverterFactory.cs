using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpecKitty.Server.Api;

/// <summary>Makes the converters of <see cref="RawJson{T}"/>, one for each thing that the JSON is of.</summary>
internal sealed class RawJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(RawJson<>);

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options)
        => (JsonConverter?)Activator.CreateInstance(typeof(RawJsonConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()));
}
