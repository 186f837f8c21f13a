using SpecKitty.Events.Validation;

namespace SpecKitty.Conformance.Runner;

/// <summary>Tells broken schema keywords in the contract's codes, so that both layers can be compared, and other languages' evaluators with ours.</summary>
public static class SchemaKeywordCodes
{
    /// <summary>The code of a keyword.</summary>
    /// <param name="keyword">The keyword of JSON Schema that an instance breaks, such as <c>minLength</c>.</param>
    /// <returns>The code; <see cref="ContractErrorCode.SchemaViolation"/> for keywords without one of their own.</returns>
    public static ContractErrorCode Of(string keyword) => keyword switch
    {
        "required" => ContractErrorCode.MissingField,
        "type" => ContractErrorCode.WrongType,
        "minLength" => ContractErrorCode.TooShort,
        "minItems" => ContractErrorCode.TooFewItems,
        "minimum" or "maximum" or "exclusiveMinimum" => ContractErrorCode.OutOfRange,
        "enum" or "const" => ContractErrorCode.NotInVocabulary,
        "pattern" => ContractErrorCode.PatternMismatch,
        _ => ContractErrorCode.SchemaViolation,
    };
}
