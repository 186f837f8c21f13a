using System.Runtime.InteropServices;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Envelope;

/// <summary>One line of a log in JSON Lines.</summary>
/// <param name="Number">Which line, counted from 1; blank lines count.</param>
/// <param name="Result">The event, or all faults of the line.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EventLine(int Number, ContractResult<Event> Result);
