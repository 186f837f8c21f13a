using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;
using SpecKitty.Server.Ingest;

namespace SpecKitty.Server.Telemetry;

/// <summary>The codes of rejections as they stand in answers, so that metrics and answers name one thing alike.</summary>
internal static class RejectionCodeNames
{
    private static readonly FrozenDictionary<RejectionCode, string> Names = Enum.GetValues<RejectionCode>().ToFrozenDictionary(
        code => code,
        code => typeof(RejectionCode).GetField(code.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name);

    public static string Of(RejectionCode code) => Names[code];
}
