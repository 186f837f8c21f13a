using SpecKitty.Events.Values;

namespace SpecKitty.Events.Validation;

/// <summary>The vocabularies that this folder writes.</summary>
internal static class Vocabularies
{
    public static Vocabulary<ContractErrorCode> Codes => Vocabulary<ContractErrorCode>.Instance;
}
