using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Sync;

/// <summary>An entry is added to the history of a work package.</summary>
/// <remarks>Wire type <c>HistoryAdded</c> on the wire surface.</remarks>
public sealed record HistoryAddedPayload : IWirePayload, IContractModel<HistoryAddedPayload>
{
    /// <summary>The work package, <c>WP</c> and two digits.</summary>
    public required string WpId { get; init; }

    /// <summary>The kind of entry.</summary>
    public required HistoryEntryType EntryType { get; init; }

    /// <summary>What it says. At least one character.</summary>
    public required string EntryContent { get; init; }

    /// <summary>Who wrote it.</summary>
    public string? Author { get; init; }

    static ModelShape<HistoryAddedPayload> IContractModel<HistoryAddedPayload>.Shape { get; } = new(
        "An entry is added to the history of a work package.",
        [
            FieldShape.Required("wp_id", WireShapes.WorkPackageId, "The work package, WP and two digits."),
            FieldShape.Required("entry_type", Shape.OneOf<HistoryEntryType>(), "The kind of entry."),
            FieldShape.Required("entry_content", Shape.Text, "What it says. At least one character."),
            FieldShape.Optional("author", Shape.AnyText, "Who wrote it."),
        ],
        static (in FieldValues values) => new HistoryAddedPayload
        {
            WpId = values.Get<string>(0),
            EntryType = values.Value<HistoryEntryType>(1),
            EntryContent = values.Get<string>(2),
            Author = values.Text(3),
        });
}
