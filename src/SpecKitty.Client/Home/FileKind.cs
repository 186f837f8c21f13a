namespace SpecKitty.Client.Home;

/// <summary>What stands at a path, after symbolic links.</summary>
internal enum FileKind
{
    /// <summary>A regular file.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A pipe, socket or device.</summary>
    Other,
}
