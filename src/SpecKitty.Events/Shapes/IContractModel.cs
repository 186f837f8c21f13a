namespace SpecKitty.Events.Shapes;

/// <summary>A record whose shape is declared beside its members.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
internal interface IContractModel<TSelf>
    where TSelf : class, IContractModel<TSelf>
{
    /// <summary>The shape: what is read, what the schema says, what the tables show.</summary>
    static abstract ModelShape<TSelf> Shape { get; }
}
