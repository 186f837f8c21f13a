namespace SpecKitty.Cli.Output;

/// <summary>A table before it is drawn.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">The heads of its columns.</param>
/// <param name="Rows">Its rows, a cell for each column.</param>
internal sealed record TableText(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
