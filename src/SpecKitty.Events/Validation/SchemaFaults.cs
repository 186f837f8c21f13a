using SpecKitty.Events.Schemas;

namespace SpecKitty.Events.Validation;

/// <summary>Tells what the schema layer found in the contract's codes.</summary>
internal static class SchemaFaults
{
    public static ContractError ToError(SchemaViolation violation) => new(CodeOf(violation.Keyword), violation.Path, violation.Message);

    private static ContractErrorCode CodeOf(string keyword) => keyword switch
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
