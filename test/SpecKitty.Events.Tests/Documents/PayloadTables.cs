using System.Text;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Shapes;
using SpecKitty.Events.Status;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Tests.Documents;

/// <summary>Writes the tables of envelope and payloads from the shapes that reading and schemas go by, so that they cannot say anything else.</summary>
internal static class PayloadTables
{
    public static string Envelope() => Fields(EnvelopeFields.All);

    public static string Of(PayloadCatalogue catalogue)
    {
        var text = new StringBuilder();
        foreach (var entry in catalogue.Entries)
        {
            text.Append($"### {entry.EventType}\n\n");
            foreach (var form in entry.Forms)
            {
                text.Append($"{form.Summary} Record `{form.Title}`, schema `{entry.SchemaName}`.\n\n{Fields(form.Fields)}{Rules(form)}\n");
            }
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>The models inside payloads, in the order in which payloads name them, then those that stand in none.</summary>
    public static string InnerModels()
    {
        List<ModelShape> found = [];
        foreach (var form in PayloadCatalogue.Contract.Entries.Concat(PayloadCatalogue.Wire.Entries).SelectMany(entry => entry.Forms))
        {
            Collect(form, found);
        }

        found.Add(Models.Of<ForceMetadata>());
        found.Add(Models.Of<AuthPrincipalBinding>());
        return string.Join("\n", found.Select(model => $"### {model.Title}\n\n{model.Summary}\n\n{Fields(model.Fields)}{Rules(model)}"));
    }

    private static void Collect(ModelShape model, List<ModelShape> found)
    {
        foreach (var field in model.Fields)
        {
            var shape = field.Shape is ListShape list ? list.Item : field.Shape;
            if (shape is ModelShape inner && !found.Contains(inner))
            {
                found.Add(inner);
                Collect(inner, found);
            }
        }
    }

    private static string Fields(IEnumerable<FieldShape> fields)
    {
        var text = new StringBuilder("| field | value | required | null | absent means | meaning |\n|---|---|---|---|---|---|\n");
        foreach (var field in fields)
        {
            var absent = field.IsRequired ? "" : field.Default is { } value ? $"`{value}`" : "nothing";
            text.Append($"| `{field.Name}` | {field.Shape.Describe()} | {Word(field.IsRequired)} | {Word(field.IsNullable)} | {absent} | {field.Description} |\n");
        }

        return text.ToString();
    }

    private static string Rules(ModelShape model) => model.Rules.Count == 0 ? "" : $"\nAlso:\n\n{string.Concat(model.Rules.Select(rule => $"- {rule}\n"))}";

    private static string Word(bool value) => value ? "yes" : "no";
}
