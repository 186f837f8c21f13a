using System.Text.Json.Serialization;

namespace SpecKitty.Client.Emitting;

/// <summary>Writes texts without reflection.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class PayloadFillerJson : JsonSerializerContext;
