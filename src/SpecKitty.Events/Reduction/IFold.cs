using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Reduction;

/// <summary>A state that takes events in reducer order, and can go back to where it was.</summary>
/// <typeparam name="TMark">What it remembers of a place to go back to.</typeparam>
internal interface IFold<TMark>
{
    /// <summary>How many things a mark of this place copies.</summary>
    int Size { get; }

    /// <summary>Takes the next event.</summary>
    /// <param name="next">The event.</param>
    /// <param name="isContested">Whether another event with this id and other content was set aside.</param>
    /// <returns>False when the fold stops here for good.</returns>
    bool Apply(Event next, bool isContested);

    /// <summary>Remembers this place. The mark stays good while the fold only goes on, or goes back to this or a later mark.</summary>
    TMark Mark();

    /// <summary>Goes back to a mark of this fold.</summary>
    void Rewind(TMark mark);

    /// <summary>Whether the fold keeps what it needs to undo the next events one by one. A fold that cannot undo ignores it.</summary>
    bool KeepsUndo
    {
        set { }
    }

    /// <summary>How many of the newest events it can undo; 0 for a fold that cannot undo.</summary>
    int Undoable => 0;

    /// <summary>Undoes the newest event. Only while <see cref="Undoable"/> is greater than 0.</summary>
    void Undo() => throw new NotSupportedException("This fold goes back to marks only.");
}
