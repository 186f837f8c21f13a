using SpecKitty.Events.Schemas;

namespace SpecKitty.Events.Validation;

/// <summary>Tells what the schema layer finds in the contract's codes, so that both layers can be compared, and other languages' evaluators with ours.</summary>
public static class SchemaFaults
{
    /// <summary>The fault that a violation is.</summary>
    /// <param name="violation">What an instance breaks.</param>
    /// <returns>The same path and message, with the contract's code.</returns>
    public static ContractError ToError(SchemaViolation violation)
    {
        ArgumentNullException.ThrowIfNull(violation);
        return new ContractError(CodeOf(violation.Keyword), violation.Path, violation.Message);
    }

    /// <summary>The code of a keyword.</summary>
    /// <param name="keyword">The keyword of JSON Schema that an instance breaks, such as <c>minLength</c>.</param>
    /// <returns>The code; <see cref="ContractErrorCode.SchemaViolation"/> for keywords without one of their own.</returns>
    public static ContractErrorCode CodeOf(string keyword) => keyword switch
    {
        "required" => ContractErrorCode.MissingField,
        "type" => ContractErrorCode.WrongType,
        "minLength" => ContractErrorCode.TooShort,
        "minItems" => ContractErrorCode.TooFewItems,
        "minimum" or "maximum" or "exclusiveMinimum" => ContractErrorCode.OutOfRange,
        "enum" or "const" => ContractErrorCode.NotInVocabulary,
        "pattern" => ContractErrorCode.PatternMismatch,
        "json" => ContractErrorCode.MalformedJson,
        _ => ContractErrorCode.SchemaViolation,
    };
}
