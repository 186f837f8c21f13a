namespace SpecKitty.Events.Schemas;

/// <summary>One rule of a schema that an instance breaks.</summary>
/// <param name="Path">
/// Dotted path of the value in the instance, array positions from 0: <c>focus_target.target_type</c>,
/// <c>participant_ids.0</c>; empty for the root. A missing member is named as if it were there. Names over 80
/// characters are cut.
/// </param>
/// <param name="Keyword">
/// The keyword that is broken; <c>false</c> for the schema that refuses everything, <c>json</c> when the instance is
/// not well-formed JSON, <c>maxDepth</c> when it nests too deeply.
/// </param>
/// <param name="SchemaPath">JSON pointer to the keyword in the schema document, in the place where it is defined; empty for <c>json</c> and <c>maxDepth</c>.</param>
/// <param name="Message">Names the field, the rule and what arrived; the arrived value is cut to 80 characters.</param>
public sealed record SchemaViolation(string Path, string Keyword, string SchemaPath, string Message);
