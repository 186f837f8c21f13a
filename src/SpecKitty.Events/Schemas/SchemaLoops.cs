namespace SpecKitty.Events.Schemas;

/// <summary>
/// Refuses schemas whose evaluation would not end: a subschema that comes back to itself without going deeper into the
/// instance. Recursion through members and items is fine, the instance bounds it.
/// </summary>
internal static class SchemaLoops
{
    // Evaluation recurses along such a chain at every level of the instance.
    private const int LongestChain = 128;

    public static void Refuse(IEnumerable<SchemaNode> nodes)
    {
        var heights = new Dictionary<SchemaNode, int>();
        foreach (var node in nodes)
        {
            Measure(node, heights, 1);
        }
    }

    private static int Measure(SchemaNode node, Dictionary<SchemaNode, int> heights, int depth)
    {
        if (heights.TryGetValue(node, out var known))
        {
            return known > 0
                ? known
                : throw new SchemaException(node.Pointer, "the schema comes back to itself without looking at a member or item");
        }

        heights[node] = 0;
        var height = 1;
        foreach (var next in node.InPlace?.All() ?? [])
        {
            height = depth > LongestChain ? LongestChain + 1 : Math.Max(height, 1 + Measure(next, heights, depth + 1));
        }

        if (height > LongestChain)
        {
            throw new SchemaException(node.Pointer, $"more than {LongestChain} subschemas for one value lead from one to the next");
        }

        heights[node] = height;
        return height;
    }
}
