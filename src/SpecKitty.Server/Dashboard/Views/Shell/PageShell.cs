using SpecKitty.Server.Dashboard.Visiting;

namespace SpecKitty.Server.Dashboard.Views.Shell;

/// <summary>What a page has around it.</summary>
public sealed record PageShell
{
    /// <summary>What the page is called, for the window and the history.</summary>
    public required string Title { get; init; }

    /// <summary>Where the page is loaded again; never an address that takes forms alone.</summary>
    public required string Address { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Who is signed in; null when nobody is.</summary>
    public VisitorView? Visitor { get; init; }

    /// <summary>How it is to look.</summary>
    public Appearance Appearance { get; init; }

    /// <summary>Whether the demo plays, so that a visitor finds it again.</summary>
    public bool HasDemo { get; init; }

    /// <summary>The main ways, the same on every page.</summary>
    public IReadOnlyList<PageLink> Navigation { get; init; } = [];

    /// <summary>The way from the beginning to here, this page last.</summary>
    public IReadOnlyList<PageLink> Trail { get; init; } = [];

    /// <summary>The pages beside this one, such as those of one project.</summary>
    public IReadOnlyList<PageLink> Tabs { get; init; } = [];

    /// <summary>The style sheets of this page alone, by their names under <c>/assets/</c>.</summary>
    public IReadOnlyList<string> Styles { get; init; } = [];

    /// <summary>The stream that keeps the page live; null for a page that stands still.</summary>
    public string? Stream { get; init; }

    /// <summary>Whether somebody may be writing on the page: without script it does not load itself again then.</summary>
    public bool IsBeingWritten { get; init; }

    /// <summary>Whether the page, where no script keeps it live, loads itself again.</summary>
    public bool Reloads => Stream is not null && !IsBeingWritten;
}
