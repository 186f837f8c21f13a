namespace SpecKitty.Server.Requests;

/// <summary>Says which rule the text of a property follows; without it, <see cref="TextRule.Line"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TextRuleAttribute(TextRule rule) : Attribute
{
    public TextRule Rule => rule;
}
