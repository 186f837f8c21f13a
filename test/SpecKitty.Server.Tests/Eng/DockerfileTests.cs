using System.Text.RegularExpressions;
using System.Xml.Linq;
using SpecKitty.Events.Tests;
using SpecKitty.Server.Hosting.Configuration;

namespace SpecKitty.Server.Tests.Eng;

/// <summary>eng/Dockerfile is true to the repository and the server.</summary>
public sealed partial class DockerfileTests
{
    private static readonly string Dockerfile = File.ReadAllText(RepositoryFolder.Find("eng/Dockerfile"));

    [Fact]
    public void Dockerfile_Copies_WhatThereIsAndWhatTheBuildNeeds()
    {
        string[] copied = [.. Copy().Matches(Dockerfile).SelectMany(match => match.Groups["what"].Value.Split(' ')[..^1])];

        copied.ShouldNotBeEmpty();
        copied.Where(path => !Path.Exists(RepositoryFolder.Find(path))).ShouldBeEmpty();
        copied.ShouldContain("Directory.Packages.props");
        Path.Exists(RepositoryFolder.Find(Publish().Match(Dockerfile).Groups["project"].Value)).ShouldBeTrue();

        // What the shared build files name outside of src must come along.
        XDocument.Load(RepositoryFolder.Find("Directory.Build.props")).Descendants("AdditionalFiles")
            .Select(element => element.Attribute("Include")!.Value.Replace("$(MSBuildThisFileDirectory)", "", StringComparison.Ordinal))
            .Except(copied).ShouldBeEmpty();
    }

    [Fact]
    public void Dockerfile_Framework_IsTheProjects()
    {
        var framework = XDocument.Load(RepositoryFolder.Find("Directory.Build.props")).Descendants("TargetFramework").Single().Value["net".Length..];

        Image().Matches(Dockerfile).Select(match => match.Groups["tag"].Value).ShouldBe([framework, framework]);
    }

    [Fact]
    public void Dockerfile_Variables_StartAServerOnlyWhenPlainHttpIsSaid()
    {
        var environment = Variable().Matches(Dockerfile).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal);
        environment.Count.ShouldBe(3);

        ConfigurationReader.Read(new ConfigurationInput(null, environment, [])).Faults.ShouldHaveSingleItem().Rule.ShouldContain("server.allow_plain_http");
        environment["SPECKITTY_SERVER__ALLOW_PLAIN_HTTP"] = "true";
        ConfigurationReader.Read(new ConfigurationInput(null, environment, [])).Faults.ShouldBeEmpty();
        Dockerfile.ShouldContain("SPECKITTY_SERVER__ALLOW_PLAIN_HTTP=true");
    }

    [Fact]
    public void Dockerfile_Process_IsNobodyPrivilegedAndHasItsLibrary()
    {
        Dockerfile.ShouldContain("\nUSER $APP_UID\n");
        Dockerfile.ShouldContain("libsqlite3-0");
        Dockerfile.ShouldContain("ENTRYPOINT [\"/app/SpecKitty.Server\"]");
    }

    [GeneratedRegex(@"^COPY (?<what>(?!--from).+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Copy();

    [GeneratedRegex(@"dotnet publish (?<project>\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Publish();

    [GeneratedRegex(@"^FROM mcr\.microsoft\.com/dotnet/(sdk|aspnet):(?<tag>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Image();

    [GeneratedRegex(@"^(ENV|   ) +(?<name>SPECKITTY_\w+)=(?<value>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
