namespace SpecKitty.Events.Shapes;

/// <summary>Finds the shape of a model.</summary>
internal static class Models
{
    /// <summary>The shape that the model declares.</summary>
    public static ModelShape<T> Of<T>()
        where T : class, IContractModel<T> => T.Shape;
}
