using SpecKitty.Events.Schemas;

namespace SpecKitty.Events.Tests.Schemas;

public sealed class SchemaAllocationTests
{
    private static readonly CompiledSchema Schema = CompiledSchema.Compile("""
        {"$id":"spec-kitty-events/x","type":"object","properties":{
          "focus_target":{"anyOf":[{"$ref":"#/$defs/target"},{"type":"null"}],"default":null},
          "mission_id":{"type":"string","minLength":1},
          "participant_id":{"type":"string","minLength":1,"pattern":"^[a-z0-9-]+$"},
          "tags":{"type":"array","items":{"type":"string"},"uniqueItems":true},
          "reason":{"anyOf":[{"type":"string"},{"type":"null"}],"default":null},
          "weight":{"type":"number","minimum":0,"multipleOf":0.5}},
         "required":["mission_id","participant_id"],
         "$defs":{"target":{"type":"object","properties":{"target_type":{"enum":["wp","step","file"]},"target_id":{"type":"string","minLength":1}},"required":["target_type","target_id"]}}}
        """u8.ToArray());

    [Fact]
    public void Evaluate_ValidInstance_AllocatesNothing()
    {
        var instance = """{"mission_id":"m-1","participant_id":"p-42","focus_target":{"target_type":"step","target_id":"a\nb"},"tags":["x","y\u0041"],"reason":null,"weight":1.5}"""u8;
        long allocated = long.MaxValue;

        // The first rounds warm up the code and the pattern, and a pool may be emptied between two; another thread's work cannot show here.
        for (var round = 0; round < 50; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var valid = Schema.IsValid(instance) && Schema.Evaluate(instance).Count == 0;
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            valid.ShouldBeTrue();
        }

        allocated.ShouldBe(0);
    }
}
