using System.Collections.Concurrent;
using BelajarBot.Channels;
using BelajarBot.Channels.Terminal;
using BelajarBot.Dialogs.Engine;
using Spectre.Console;

namespace BelajarBot.Tests.Channels.Terminal;

public sealed class TerminalChatTests
{
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly List<Input> turns = [];
    private readonly ConcurrentQueue<OutgoingMessage> outbox = new();

    private TerminalChat chat = null!;
    private long outboxId;

    [Fact]
    public async Task A_script_gets_plain_text_and_ends_with_its_input()
    {
        await RunAsync("halo\n\n2\n");

        Assert.Equal([new TextInput("halo"), new PressInput("b")], turns);
        Assert.Equal(
            """
            Sudah punya akun?
            [1] Sudah punya  [2] Belum
            [3] Lupa

            Anda menekan b.


            """,
            output.ToString());
    }

    [Theory]
    [InlineData("1", "a")]
    [InlineData("3", "c")]
    [InlineData("belum", "b")]
    [InlineData("  Sudah punya ", "a")]
    public async Task A_button_is_pressed_with_its_number_or_its_label(string said, string pressed)
    {
        await RunAsync($"halo\n{said}\n");

        Assert.Equal(new PressInput(pressed), turns[1]);
    }

    [Theory]
    [InlineData("4")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("saya lupa")]
    public async Task What_names_no_button_is_words(string said)
    {
        await RunAsync($"halo\n{said}\n");

        Assert.Equal(new TextInput(said), turns[1]);
    }

    [Fact]
    public async Task A_number_is_a_number_again_once_the_bot_has_asked_something_else()
    {
        await RunAsync("halo\n1\n1\n");

        Assert.Equal([new TextInput("halo"), new PressInput("a"), new TextInput("1")], turns);
    }

    [Theory]
    [InlineData("/start", "")]
    [InlineData("/start akt", "akt")]
    public async Task Start_opens_the_chat_anew(string said, string payload)
    {
        await RunAsync($"{said}\n");

        Assert.Equal([new StartInput(payload)], turns);
    }

    [Fact]
    public async Task Keluar_ends_the_chat_before_the_input_does()
    {
        await RunAsync("satu\n/keluar\ndua\n");

        Assert.Equal([new TextInput("satu")], turns);
    }

    [Fact]
    public async Task Links_are_written_out_and_phone_numbers_are_not_asked_for()
    {
        await RunAsync("tautan\n");

        Assert.Equal("Silakan.\nBuka: https://belajar.id\n\n", output.ToString());
    }

    [Fact]
    public async Task A_person_at_a_terminal_is_greeted_and_sees_bold_type_and_a_prompt()
    {
        await RunAsync("tebal\n", AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        }));

        Assert.Equal(new StartInput(""), turns[0]);
        var shown = output.ToString();
        Assert.StartsWith("Ketik /keluar untuk selesai.", shown, StringComparison.Ordinal);
        Assert.Contains("Akun \e[1mbelajar.id\e[0m Anda \e[3mbaru\e[0m\n\n> \n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reminder_that_comes_while_the_person_types_leaves_the_prompt_whole()
    {
        using var input = new TypedInput();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        chat = Chat(input, console);
        var running = chat.RunAsync(TestContext.Current.CancellationToken);
        await input.IsAwaited.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        await chat.SendAsync(Says("Ingat ya", [[new("Baik", "ok")]]), TestContext.Current.CancellationToken);
        input.Types("1");
        input.Ends();
        await running;

        Assert.Contains("> \nIngat ya\n[1] Baik\n\n> ", output.ToString(), StringComparison.Ordinal);
        Assert.Equal([new StartInput(""), new PressInput("ok")], turns);
    }

    [Fact]
    public async Task While_the_store_is_out_of_order_the_same_message_is_offered_again()
    {
        var offers = new List<IncomingMessage>();
        chat = new TerminalChat(
            new StringReader("halo\n"),
            output,
            (message, _) =>
            {
                offers.Add(message);
                return offers.Count == 1 ? throw new InvalidOperationException("out of order") : Task.CompletedTask;
            },
            _ => Task.CompletedTask,
            console: null,
            TimeProvider.System);

        await chat.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, offers.Count);
        Assert.Equal(offers[0], offers[1]);
        Assert.Contains("dicoba lagi", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_message_has_a_number_of_its_own_and_later_ones_higher()
    {
        var numbers = new List<long>();
        chat = new TerminalChat(
            new StringReader("a\nb\nc\n"),
            output,
            (message, _) =>
            {
                numbers.Add(message.UpdateId);
                return Task.CompletedTask;
            },
            _ => Task.CompletedTask,
            console: null,
            TimeProvider.System);

        await chat.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, numbers.Distinct().Count());
        Assert.Equal(numbers.Order(), numbers);
    }

    private Task RunAsync(string typed, IAnsiConsole? console = null)
    {
        chat = Chat(new StringReader(typed), console);
        return chat.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A chat whose answers are queued by the turn and sent afterwards, as the outbox does.</summary>
    private TerminalChat Chat(TextReader input, IAnsiConsole? console) => new(
        input,
        output,
        (message, _) =>
        {
            turns.Add(message.Input);
            if (AnswerTo(message.Input) is { } answer)
            {
                outbox.Enqueue(answer);
            }

            return Task.CompletedTask;
        },
        async cancel =>
        {
            while (outbox.TryDequeue(out var message))
            {
                await chat.SendAsync(message, cancel);
            }
        },
        console,
        TimeProvider.System);

    private OutgoingMessage? AnswerTo(Input input) => input switch
    {
        TextInput("halo") => Says("Sudah punya akun?", [[new("Sudah punya", "a"), new("Belum", "b")], [new("Lupa", "c")]]),
        TextInput("tautan") => Says("Silakan.", [
            [new("Buka", "https://belajar.id", ButtonKind.Link)],
            [new("Kirim nomor", "", ButtonKind.ShareContact)]]),
        TextInput("tebal") => Says("Akun belajar.id Anda baru", []) with
        {
            Text = new RichText(
                "Akun belajar.id Anda baru",
                [new TextSpan(5, 10, SpanKind.Bold), new TextSpan(21, 4, SpanKind.Italic)]),
        },
        PressInput(var data) => Says($"Anda menekan {data}.", []),
        _ => null,
    };

    private OutgoingMessage Says(string text, IReadOnlyList<IReadOnlyList<Button>> buttons) => new(
        ++outboxId, "terminal", TerminalChat.Address, MessageClass.Reply, RichText.Plain(text), buttons);

    /// <summary>A keyboard: a line comes when somebody types one.</summary>
    private sealed class TypedInput : TextReader
    {
        private readonly BlockingCollection<string> lines = [];
        private readonly TaskCompletionSource awaited = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsAwaited => awaited.Task;

        public void Types(string line) => lines.Add(line);

        public void Ends() => lines.CompleteAdding();

        public override string? ReadLine()
        {
            awaited.TrySetResult();
            return lines.TryTake(out var line, Timeout.Infinite) ? line : null;
        }

        protected override void Dispose(bool disposing)
        {
            lines.Dispose();
            base.Dispose(disposing);
        }
    }
}
