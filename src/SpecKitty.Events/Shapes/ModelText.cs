using System.Text;
using System.Text.Json;

namespace SpecKitty.Events.Shapes;

/// <summary>Reads single models out of larger texts.</summary>
internal static class ModelText
{
    /// <summary>The model; null when the text is not a valid one.</summary>
    public static T? Read<T>(JsonElement json)
        where T : class, IContractModel<T>
        => ShapeReader.Read<T>(Encoding.UTF8.GetBytes(json.GetRawText()), T.Shape).Value;
}
