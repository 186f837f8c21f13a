namespace SpecKitty.Server.Dashboard.Visiting;

/// <summary>How a visitor wants the pages to look.</summary>
public enum Appearance
{
    /// <summary>As the visitor's system says.</summary>
    System,

    /// <summary>Dark ink on light paper.</summary>
    Light,

    /// <summary>Light ink on dark paper.</summary>
    Dark,
}
