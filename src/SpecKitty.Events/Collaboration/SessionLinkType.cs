using System.Text.Json.Serialization;

namespace SpecKitty.Events.Collaboration;

/// <summary>Which way two sessions of a participant are linked.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SessionLinkType>))]
public enum SessionLinkType
{
    /// <summary>A session of the command line to one on the server.</summary>
    [JsonStringEnumMemberName("cli_to_saas")]
    CliToSaas,

    /// <summary>A session on the server to one of the command line.</summary>
    [JsonStringEnumMemberName("saas_to_cli")]
    SaasToCli,
}
