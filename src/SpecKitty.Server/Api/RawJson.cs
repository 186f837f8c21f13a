using System.Text.Json.Serialization;

namespace SpecKitty.Server.Api;

/// <summary>A part of an answer that is JSON already: an envelope as it came, or a state of the contract.</summary>
/// <param name="Utf8">The JSON.</param>
[JsonConverter(typeof(RawJsonConverter))]
internal readonly record struct RawJson(ReadOnlyMemory<byte> Utf8);
