using System.Reflection;
using System.Runtime.CompilerServices;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Shapes;
using SpecKitty.Events.Status;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Tests.Architecture;

/// <summary>The types that the house rules are about.</summary>
internal static class LibraryTypes
{
    public static Assembly Library { get; } = typeof(Event).Assembly;

    /// <summary>Every public record class.</summary>
    public static IReadOnlyList<Type> PublicRecords { get; } = [.. Library.GetExportedTypes().Where(IsRecord)];

    /// <summary>Every payload, whether the catalogues know it or not.</summary>
    public static IReadOnlyList<Type> Payloads { get; } = [.. Library.GetTypes().Where(type => typeof(IEventPayload).IsAssignableFrom(type) && !type.IsInterface)];

    /// <summary>Every model with a shape that the catalogues or the contract name.</summary>
    public static IReadOnlyList<ModelShape> Shapes { get; } = [.. FindShapes().Distinct()];

    /// <summary>Whether a type is a record class; only those have the compiler's clone method.</summary>
    public static bool IsRecord(Type type) => type.IsClass && type.GetMethod("<Clone>$") is not null;

    /// <summary>Whether a property can only be set while its object is made.</summary>
    public static bool IsInitOnly(PropertyInfo property)
        => property.SetMethod is null || property.SetMethod.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static IEnumerable<ModelShape> FindShapes()
    {
        var roots = PayloadCatalogue.Contract.Entries.Concat(PayloadCatalogue.Wire.Entries).SelectMany(entry => entry.Forms)
            .Append(Models.Of<AuthPrincipalBinding>())
            .Append(Models.Of<ForceMetadata>());
        foreach (var root in roots)
        {
            yield return root;
            foreach (var inner in Inside(root))
            {
                yield return inner;
            }
        }
    }

    private static IEnumerable<ModelShape> Inside(ModelShape model)
        => model.Fields.Select(field => field.Shape is ListShape list ? list.Item : field.Shape).OfType<ModelShape>().SelectMany(inner => Inside(inner).Prepend(inner));
}
