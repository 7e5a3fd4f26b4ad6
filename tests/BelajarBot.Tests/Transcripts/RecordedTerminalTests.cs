using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Transcripts;
using BelajarBot.Transcripts;
using TelegramSimulator;

namespace BelajarBot.Tests.Transcripts;

public sealed class RecordedTerminalTests
{
    [Fact]
    public async Task Simpan_saves_both_sides_and_does_not_reach_the_bot()
    {
        var file = Path.GetTempFileName();
        var output = new StringWriter();
        var reached = new List<Input>();
        var terminal = NewTerminal(output);
        Task Bot(IncomingMessage message, CancellationToken cancel)
        {
            reached.Add(message.Input);
            return terminal.SendAsync(
                new OutgoingMessage(1, "script", "local", MessageClass.Reply, RichText.Plain("Halo!"), [[new Button("Ya", "x")]]), cancel);
        }

        await terminal.ReceiveAsync(Message("halo"), Bot, TestContext.Current.CancellationToken);
        await terminal.ReceiveAsync(Message($"/simpan {file}"), Bot, TestContext.Current.CancellationToken);

        Assert.Equal([new TextInput("halo")], reached);
        Assert.Contains(file, output.ToString(), StringComparison.Ordinal);
        var scene = Assert.Single(Assert.Single(ChatReader.Read(file, await File.ReadAllTextAsync(file)).Transcripts).Scenes);
        Assert.Equal(("Halo!", "Ya"), (scene.Said[0].Text, scene.Said[0].Buttons[0]));
        File.Delete(file);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_said_and_the_chat_goes_on()
    {
        var output = new StringWriter();
        var terminal = NewTerminal(output);

        await terminal.ReceiveAsync(Message("/simpan"), Never, TestContext.Current.CancellationToken);
        await terminal.ReceiveAsync(Message("/simpan /tidak/ada/x.chat"), Never, TestContext.Current.CancellationToken);

        Assert.Contains("Name the file", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("cannot be saved", output.ToString(), StringComparison.Ordinal);
    }

    private static Task Never(IncomingMessage message, CancellationToken cancel) => throw new InvalidOperationException("The bot was not meant.");

    private static IncomingMessage Message(string text) => new("script", "local", 1, new TextInput(text));

    private static RecordedTerminal NewTerminal(TextWriter output) => new(
        new ChatRecord("Uji", "id", TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta")), new ScriptChannel(), output, new VirtualClock());
}
