namespace SpecKitty.Server.Dashboard.Following;

/// <summary>Renders the parts of a page that is kept live.</summary>
internal sealed class PartRenderer(DashboardRenderer renderer)
{
    /// <summary>Renders some parts of one view.</summary>
    /// <param name="components">The parts by name, with the components that show them.</param>
    /// <param name="parameters">What all of them show.</param>
    public async Task<IReadOnlyList<PagePart>> RenderAsync(IReadOnlyList<(string Name, Type Component)> components, IReadOnlyDictionary<string, object?> parameters)
    {
        var parts = new List<PagePart>(components.Count);
        foreach (var (name, component) in components)
        {
            parts.Add(new PagePart(name, await renderer.RenderAsync(component, parameters)));
        }

        return parts;
    }
}
