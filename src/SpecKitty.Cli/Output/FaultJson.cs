using System.Text.Json;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Cli.Output;

/// <summary>Writes faults as JSON, the same in every command.</summary>
internal static class FaultJson
{
    /// <summary>Writes <c>path</c>, <c>code</c> and <c>message</c>.</summary>
    public static void WriteMembers(Utf8JsonWriter json, ContractError fault)
    {
        json.WriteString("path", fault.Path);
        json.WriteString("code", Vocabulary<ContractErrorCode>.Instance.TextOf(fault.Code));
        json.WriteString("message", fault.Message);
    }
}
