using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace SpecKitty.Server.Dashboard;

/// <summary>Renders components to HTML on the server. Everything that is not markup of ours is escaped.</summary>
internal sealed class DashboardRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    /// <summary>Renders a component with its parameters.</summary>
    public Task<string> RenderAsync<TComponent>(IReadOnlyDictionary<string, object?> parameters)
        where TComponent : IComponent
        => RenderAsync(typeof(TComponent), parameters);

    /// <summary>Renders a component with its parameters.</summary>
    public async Task<string> RenderAsync(Type component, IReadOnlyDictionary<string, object?> parameters)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var view = ParameterView.FromDictionary(new Dictionary<string, object?>(parameters, StringComparer.Ordinal));
            return (await renderer.RenderComponentAsync(component, view)).ToHtmlString();
        });
    }
}
