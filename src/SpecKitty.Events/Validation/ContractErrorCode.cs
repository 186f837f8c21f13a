using System.Text.Json.Serialization;

namespace SpecKitty.Events.Validation;

/// <summary>What is wrong with an input: the closed set of the contract's error codes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContractErrorCode>))]
public enum ContractErrorCode
{
    /// <summary>The text is not JSON.</summary>
    [JsonStringEnumMemberName("MALFORMED_JSON")]
    MalformedJson,

    /// <summary>An object names the same member twice.</summary>
    [JsonStringEnumMemberName("DUPLICATE_MEMBER")]
    DuplicateMember,

    /// <summary>A string holds a lone surrogate, NUL or bytes that are not UTF-8.</summary>
    [JsonStringEnumMemberName("INVALID_TEXT")]
    InvalidText,

    /// <summary>A number is too large for a double.</summary>
    [JsonStringEnumMemberName("NUMBER_TOO_LARGE")]
    NumberTooLarge,

    /// <summary>Objects and arrays are nested too deeply.</summary>
    [JsonStringEnumMemberName("NESTING_TOO_DEEP")]
    NestingTooDeep,

    /// <summary>A required member is absent.</summary>
    [JsonStringEnumMemberName("MISSING_FIELD")]
    MissingField,

    /// <summary>A value has the wrong JSON type, null included.</summary>
    [JsonStringEnumMemberName("WRONG_TYPE")]
    WrongType,

    /// <summary>A text is shorter than its rule allows.</summary>
    [JsonStringEnumMemberName("TOO_SHORT")]
    TooShort,

    /// <summary>A list has fewer items than its rule allows.</summary>
    [JsonStringEnumMemberName("TOO_FEW_ITEMS")]
    TooFewItems,

    /// <summary>A number is outside its bounds.</summary>
    [JsonStringEnumMemberName("OUT_OF_RANGE")]
    OutOfRange,

    /// <summary>A text is not in its closed vocabulary.</summary>
    [JsonStringEnumMemberName("NOT_IN_VOCABULARY")]
    NotInVocabulary,

    /// <summary>A text does not have the form that its rule demands.</summary>
    [JsonStringEnumMemberName("PATTERN_MISMATCH")]
    PatternMismatch,

    /// <summary>An id is neither a ULID nor a UUID.</summary>
    [JsonStringEnumMemberName("INVALID_ID")]
    InvalidId,

    /// <summary>A date-time is not ISO 8601 with an offset, or names a moment that does not exist.</summary>
    [JsonStringEnumMemberName("INVALID_TIMESTAMP")]
    InvalidTimestamp,

    /// <summary>A project id is not a UUID.</summary>
    [JsonStringEnumMemberName("INVALID_UUID")]
    InvalidUuid,

    /// <summary>An address is not an absolute http or https URL.</summary>
    [JsonStringEnumMemberName("INVALID_URL")]
    InvalidUrl,

    /// <summary>The members are each fine, but not together.</summary>
    [JsonStringEnumMemberName("RULE_BROKEN")]
    RuleBroken,

    /// <summary>The event type is not in the catalogue of the surface.</summary>
    [JsonStringEnumMemberName("UNKNOWN_EVENT_TYPE")]
    UnknownEventType,

    /// <summary>The envelope and its payload disagree.</summary>
    [JsonStringEnumMemberName("ENVELOPE_MISMATCH")]
    EnvelopeMismatch,

    /// <summary>The major version of the envelope is not taken in.</summary>
    [JsonStringEnumMemberName("UNSUPPORTED_VERSION")]
    UnsupportedVersion,

    /// <summary>A rule of the JSON Schema that has no code of its own is broken.</summary>
    [JsonStringEnumMemberName("SCHEMA_VIOLATION")]
    SchemaViolation,
}
