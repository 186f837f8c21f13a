namespace SpecKitty.Cli.Input;

/// <summary>One line of an input.</summary>
/// <param name="Number">Its number, from 1; blank lines count.</param>
/// <param name="Text">Its bytes, without the line break. They never change.</param>
internal readonly record struct Utf8Line(long Number, ReadOnlyMemory<byte> Text);
