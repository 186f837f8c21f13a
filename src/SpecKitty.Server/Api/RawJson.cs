using System.Text.Json.Serialization;

namespace SpecKitty.Server.Api;

/// <summary>A part of an answer that is JSON already: an envelope as it came, or a state of the contract.</summary>
/// <param name="Utf8">The JSON.</param>
/// <typeparam name="T">What it is JSON of; only the description of the API asks.</typeparam>
[JsonConverter(typeof(RawJsonConverterFactory))]
internal readonly record struct RawJson<T>(ReadOnlyMemory<byte> Utf8);
