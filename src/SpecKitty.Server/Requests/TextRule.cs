namespace SpecKitty.Server.Requests;

/// <summary>Which control characters a text of a request may contain.</summary>
internal enum TextRule
{
    /// <summary>None: a name, a title, an id.</summary>
    Line,

    /// <summary>Line breaks and tabs: a comment.</summary>
    Lines,

    /// <summary>All but U+0000: a password, which is hashed and never shown.</summary>
    Secret,
}
