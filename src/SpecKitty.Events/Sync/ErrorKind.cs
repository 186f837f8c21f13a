using System.Text.Json.Serialization;

namespace SpecKitty.Events.Sync;

/// <summary>The kind of an error that was logged.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ErrorKind>))]
public enum ErrorKind
{
    /// <summary>Bad input.</summary>
    [JsonStringEnumMemberName("validation")]
    Validation,

    /// <summary>The program failed.</summary>
    [JsonStringEnumMemberName("runtime")]
    Runtime,

    /// <summary>The network failed.</summary>
    [JsonStringEnumMemberName("network")]
    Network,

    /// <summary>Sign-in failed.</summary>
    [JsonStringEnumMemberName("auth")]
    Auth,

    /// <summary>Anything else.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,
}
