using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace SpecKitty.Server.Dashboard;

/// <summary>Renders components to HTML on the server. Everything that is not markup of ours is escaped.</summary>
internal sealed class DashboardRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    /// <summary>Renders a component with its parameters.</summary>
    public Task<string> RenderAsync<TComponent>(string parameter, object value)
        where TComponent : IComponent
        => RenderAsync(typeof(TComponent), parameter, value);

    /// <summary>Renders a component with its parameters.</summary>
    public async Task<string> RenderAsync(Type component, string parameter, object value)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [parameter] = value });
            return (await renderer.RenderComponentAsync(component, parameters)).ToHtmlString();
        });
    }
}
