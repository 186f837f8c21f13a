using System.Runtime.CompilerServices;

namespace SpecKitty.Events.Envelope;

/// <summary>The optional texts of an envelope while it is read, from <see cref="EnvelopeMember.ProjectSlug"/> on.</summary>
[InlineArray(Count)]
internal struct OptionalTexts
{
    public const int Count = EnvelopeMember.BuildId - EnvelopeMember.ProjectSlug + 1;

    private string? _element;
}
