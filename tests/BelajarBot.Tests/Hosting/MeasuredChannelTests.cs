using System.Runtime.CompilerServices;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Hosting;

namespace BelajarBot.Tests.Hosting;

public sealed class MeasuredChannelTests
{
    private static readonly OutgoingMessage Message = new(1, "some", "1", MessageClass.Reply, RichText.Plain("Halo"), []);

    public static TheoryData<string> Results =>
        [.. typeof(SendResult).GetNestedTypes(System.Reflection.BindingFlags.NonPublic).Where(type => type.IsSubclassOf(typeof(SendResult))).Select(type => type.Name)];

    [Theory, MemberData(nameof(Results))]
    public async Task Every_result_passes_through_as_it_is(string kind)
    {
        var type = typeof(SendResult).GetNestedType(kind, System.Reflection.BindingFlags.NonPublic)!;
        var result = (SendResult)RuntimeHelpers.GetUninitializedObject(type);

        var measured = await new MeasuredChannel(new SomeChannel(result), TimeProvider.System)
            .SendAsync(Message, TestContext.Current.CancellationToken);

        Assert.Same(result, measured);
    }

    [Theory, InlineData("-1", true), InlineData("1", false)]
    public void A_group_stays_a_group(string address, bool isGroup)
    {
        IChannel measured = new MeasuredChannel(new SomeChannel(new SendResult.Sent(1)), TimeProvider.System);

        Assert.Equal(isGroup, measured.IsGroup(address));
    }

    private sealed class SomeChannel(SendResult result) : IChannel
    {
        public string Name => "some";

        public Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancel) => Task.FromResult(result);

        public bool IsGroup(string address) => address.StartsWith('-');
    }
}
