namespace SpecKitty.Server.Hosting;

/// <summary>Where and how the server takes connections.</summary>
internal static class ServerListening
{
    private const long LargestBody = 64L * 1024 * 1024;

    public static void Configure(ConfigureWebHostBuilder host, ServerOptions options)
    {
        host.UseKestrelHttpsConfiguration();
        host.UseUrls(options.Urls);
        host.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
    }
}
