namespace SpecKitty.Client.Queue;

/// <summary>What was read back from a damaged queue file.</summary>
/// <param name="Salvaged">How many undelivered events were put into the queue, or would be.</param>
/// <param name="Present">How many of its undelivered events the queue has already.</param>
/// <param name="Delivered">How many sound rows a server has; they are left out.</param>
/// <param name="Damaged">How many rows can be read and do not match their checksum; they are left out.</param>
/// <param name="Unreadable">At how many places of the file a row cannot be read. Each may have held one event, or none.</param>
public sealed record SalvageResult(long Salvaged, long Present, long Delivered, long Damaged, long Unreadable);
