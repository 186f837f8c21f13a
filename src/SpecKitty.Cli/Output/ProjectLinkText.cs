using System.Text.Json;
using SpecKitty.Client.Projects;

namespace SpecKitty.Cli.Output;

/// <summary>A project's link, for people and for programs.</summary>
internal static class ProjectLinkText
{
    public static string Line(ProjectLink link) => $"{link.ProjectUuid:D}  {link.Server}  {link.Username}";

    public static void WriteMembers(Utf8JsonWriter json, ProjectLink link)
    {
        json.WriteString("project_uuid", link.ProjectUuid);
        json.WriteString("server", link.Server.AbsoluteUri);
        json.WriteString("username", link.Username);
        json.WriteInstant("linked_at", link.LinkedAt);
    }
}
