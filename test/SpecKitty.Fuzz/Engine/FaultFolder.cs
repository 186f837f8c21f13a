using System.Security.Cryptography;

namespace SpecKitty.Fuzz.Engine;

/// <summary>Keeps the inputs that make a target fail, one file each, named by their content.</summary>
internal static class FaultFolder
{
    public static string Of(FuzzTarget target) => Path.Join(Environment.GetEnvironmentVariable("SPECKITTY_FUZZ_OUTPUT") ?? Path.Join(AppContext.BaseDirectory, "fuzz"), target.Name);

    /// <summary>Writes an input.</summary>
    /// <returns>The path of its file.</returns>
    public static string Write(FuzzTarget target, byte[] input)
    {
        var folder = Directory.CreateDirectory(Of(target)).FullName;
        var path = Path.Join(folder, Convert.ToHexStringLower(SHA256.HashData(input))[..16]);
        File.WriteAllBytes(path, input);
        return path;
    }
}
