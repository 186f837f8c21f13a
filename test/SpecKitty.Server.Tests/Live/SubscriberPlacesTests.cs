using SpecKitty.Server.Live;
using SpecKitty.Server.Live.Streams;

namespace SpecKitty.Server.Tests.Live;

public sealed class SubscriberPlacesTests
{
    [Fact]
    public void Places_GivenBack_MakeRoom()
    {
        var places = new SubscriberPlaces(new StreamLimits());
        var first = places.TryTake("socket", "user/ada", 2, out _).ShouldNotBeNull();
        places.TryTake("socket", "user/ada", 2, out _).ShouldNotBeNull();
        places.TryTake("socket", "user/ada", 2, out var isFull).ShouldBeNull();
        isFull.ShouldBeFalse();

        first.Dispose();
        first.Dispose();

        places.TryTake("socket", "user/ada", 2, out _).ShouldNotBeNull();
        places.TryTake("socket", "user/ada", 2, out _).ShouldBeNull();
    }

    [Fact]
    public void Places_OfOthersAndOfOtherKinds_CountOnlyForTheNode()
    {
        var places = new SubscriberPlaces(new StreamLimits { SubscribersPerNode = 3 });
        places.TryTake("socket", "user/ada", 1, out _).ShouldNotBeNull();
        places.TryTake("stream", "user/ada", 1, out _).ShouldNotBeNull();
        var last = places.TryTake("stream", "user/grace", 1, out _).ShouldNotBeNull();

        places.TryTake("stream", "user/joan", 1, out var isFull).ShouldBeNull();
        isFull.ShouldBeTrue();
        last.Dispose();
        places.TryTake("stream", "user/joan", 1, out _).ShouldNotBeNull();
    }
}
