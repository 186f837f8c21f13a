using System.Diagnostics.CodeAnalysis;

namespace SpecKitty.Server.Hosting.Configuration;

/// <summary>One thing that can be configured: everything that reads, checks, lists or explains the configuration asks this.</summary>
internal abstract class ConfigurationKey(string name, string meaning)
{
    /// <summary>What the variables of the environment begin with.</summary>
    public const string VariablePrefix = "SPECKITTY_";

    /// <summary>The name, sections first, with dots between.</summary>
    public string Name { get; } = name;

    /// <summary>What it does, in a sentence or two.</summary>
    public string Meaning { get; } = meaning;

    /// <summary>The flag of the command line; null when only <c>--set</c> sets it there.</summary>
    public string? Flag { get; init; }

    /// <summary>What stands for the value in help; null for a flag without one.</summary>
    public string? FlagValue { get; init; }

    /// <summary>Whether the value must not be shown as it is.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The variable of the environment.</summary>
    public string Variable => VariablePrefix + Name.ToUpperInvariant().Replace(".", "__", StringComparison.Ordinal);

    /// <summary>The type, with bounds and unit.</summary>
    public abstract string TypeName { get; }

    /// <summary>Whether a value may also be written as a JSON list.</summary>
    public abstract bool IsList { get; }

    /// <summary>The default for people; "none" when there is none.</summary>
    public abstract string DefaultText { get; }

    /// <summary>The value when nobody gives one.</summary>
    public abstract object? DefaultValue { get; }

    /// <summary>Reads a value.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when the text is not of the type.</returns>
    public abstract bool TryRead(string text, out object? value);

    /// <summary>A value for people, with what is secret left out.</summary>
    public abstract string Show(object? value);
}

/// <summary>A key whose values have a type in the server.</summary>
/// <typeparam name="T">The type.</typeparam>
[SuppressMessage("StyleCop.CSharp.MaintainabilityRules", "SA1402", Justification = "The key and its typed form are one thing.")]
internal sealed class ConfigurationKey<T>(string name, ConfigurationType<T> type, Func<T> standard, string meaning) : ConfigurationKey(name, meaning)
{
    /// <summary>The default for people, where the real one depends on the machine.</summary>
    public string? DefaultShown { get; init; }

    /// <summary>Shows a secret value with the secret left out.</summary>
    public Func<T, string>? Mask { get; init; }

    public override string TypeName => type.Name;

    public override bool IsList => type.IsList;

    public override string DefaultText => DefaultShown ?? (Show(DefaultValue) is { Length: > 0 } text ? text : "none");

    public override object? DefaultValue => standard();

    public override bool TryRead(string text, out object? value)
    {
        var isRead = type.TryRead(text.Trim(), out var typed);
        value = typed;
        return isRead;
    }

    public override string Show(object? value) => Mask is null ? type.Write((T)value!) : Mask((T)value!);
}
