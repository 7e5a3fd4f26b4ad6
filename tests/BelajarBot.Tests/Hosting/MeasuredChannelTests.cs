using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Hosting;

namespace BelajarBot.Tests.Hosting;

public sealed class MeasuredChannelTests
{
    private static readonly OutgoingMessage Message = new(1, "fake", "-5", MessageClass.Broadcast, RichText.Plain("ya"), []);

    [Fact]
    public async Task T163_Measuring_changes_nothing_about_any_outcome()
    {
        SendResult[] all =
        [
            new SendResult.Sent(1), new SendResult.TryLater(TimeSpan.Zero, ""), new SendResult.SlowDown(TimeSpan.Zero, ""),
            new SendResult.Unreachable(UnreachableCause.Blocked, ""), new SendResult.Moved("-1005"), new SendResult.StylesRefused(""),
            new SendResult.TopicGone(""), new SendResult.Refused(""), new SendResult.Unknown(""), new SendResult.ChannelClosed(""),
        ];
        Assert.Equal(typeof(SendResult).GetNestedTypes(System.Reflection.BindingFlags.NonPublic).Length, all.Length);

        foreach (var result in all)
        {
            var measured = new MeasuredChannel(new FixedChannel(result), TimeProvider.System);

            Assert.Same(result, await measured.SendAsync(Message, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void T163_A_group_is_a_group_when_it_is_measured_too()
    {
        var measured = new MeasuredChannel(new FixedChannel(new SendResult.Sent(1)), TimeProvider.System);

        Assert.True(measured.IsGroup("-5"));
        Assert.False(measured.IsGroup("5"));
    }

    [Fact]
    public void T163_Whatever_a_channel_can_do_it_can_do_when_it_is_measured_too()
    {
        var map = typeof(MeasuredChannel).GetInterfaceMap(typeof(IChannel));

        Assert.All(map.TargetMethods, method => Assert.Equal(typeof(MeasuredChannel), method.DeclaringType));
    }

    private sealed class FixedChannel(SendResult result) : IChannel
    {
        public string Name => "fake";

        public Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancel) => Task.FromResult(result);

        public bool IsGroup(string address) => address.StartsWith('-');
    }
}
