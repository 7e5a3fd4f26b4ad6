using TelegramSimulator.Api;
using TelegramSimulator.People;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>
/// One of many, through a day: mostly there in the morning and in the evening, presses what is on the screen, types it with
/// slips, chats, digs out old buttons, goes silent, blocks the bot and comes back. Acts only when told, so that a day can
/// pass at any speed.
/// </summary>
internal sealed class PopulationPerson(SimulatedPerson phone, Random chance)
{
    private const string Address = "sari.wulandari12@guru.sd.belajar.id";
    private static readonly string[] Openings = ["/aktivasi", "/menu", "/start", "aktivasi akun", "saya mau aktifkan akun belajar id"];
    private static readonly string[] Chatter = ["assalamualaikum", "terima kasih bu", "gmn caranya ya", "lupa kata sandi", "hmm", "/progres"];

    private int read;
    private bool isWaiting;
    private string? pressed;

    /// <summary>How many updates they made.</summary>
    public int Updates { get; private set; }

    /// <summary>How often they did not wait for an answer to what they did before.</summary>
    public int Impatient { get; private set; }

    /// <summary>How often they pressed a button that was not on the newest message.</summary>
    public int OldPresses { get; private set; }

    /// <summary>Their number at Telegram.</summary>
    public long Id => phone.Id;

    /// <summary>The newest message on their screen.</summary>
    public string LastHeard => phone.Inbox[^1].Text;

    /// <summary>How often they blocked the bot.</summary>
    public int Blocks { get; private set; }

    /// <summary>Whether something that they did has had no answer, although they can be written to.</summary>
    public bool IsWaiting => isWaiting && !phone.HasBlocked && Volatile.Read(ref read) == 0;

    /// <summary>When they next take up the phone, as a share of the day: in the morning, at noon, in the evening; null for not today.</summary>
    public double? NextSitting(double now) => now switch
    {
        < 0.2 => Around(0.23, 0.38),
        < 0.45 => chance.Next(3) == 0 ? Around(0.5, 0.58) : Around(0.74, 0.88),
        < 0.7 => Around(0.74, 0.88),
        _ => null,
    };

    /// <summary>How long they take to read and to decide.</summary>
    public TimeSpan Pause() => TimeSpan.FromSeconds(15 + chance.Next(30));

    /// <summary>Whether they were told that what they write goes to a human.</summary>
    public bool KnowsOfHuman { get; private set; }

    /// <summary>A message of the bot arrived.</summary>
    public void Notice(string text)
    {
        KnowsOfHuman |= text.StartsWith("Diteruskan ke petugas", StringComparison.Ordinal);
        Interlocked.Increment(ref read);
    }

    /// <summary>Does one thing; says whether they go on, or put the phone away.</summary>
    /// <param name="goesOn">How often, of a hundred times, they go on.</param>
    public bool Act(int goesOn)
    {
        Updates++;
        if (phone.HasBlocked)
        {
            phone.Unblocks();
            return true;
        }

        Impatient += IsWaiting ? 1 : 0;
        if (Updates > 1 && chance.Next(100) < 2)
        {
            phone.Blocks();
            Blocks++;
            isWaiting = false;
            return false;
        }

        Volatile.Write(ref read, 0);
        isWaiting = true;
        Respond();
        return chance.Next(100) < goesOn;
    }

    private void Respond()
    {
        var inbox = phone.Inbox;
        var kind = chance.Next(100);
        if (kind < 6 && inbox.SkipLast(1).FirstOrDefault(message => message.Keyboard.Rows.Any(row => row.Any(button => button.CallbackData is not null))) is { } old)
        {
            OldPresses++;
            Press(old, old.Keyboard.Rows.SelectMany(row => row).First(button => button.CallbackData is not null));
        }
        else if (kind < 12)
        {
            phone.Says(OneOf(Chatter));
        }
        else if (inbox is [.., var newest] && Choose(newest) is { } button)
        {
            Answer(newest, button);
        }
        else if (inbox is [.., var asked] && asked.Text.StartsWith("Ketik alamatnya", StringComparison.Ordinal))
        {
            phone.Says(Address);
        }
        else
        {
            phone.Says(OneOf(Openings));
        }
    }

    private ShownButton? Choose(ChatMessage newest)
    {
        var buttons = newest.Keyboard.Rows.SelectMany(row => row).Where(button => button.CallbackData is not null).ToList();
        return buttons.Count == 0 ? null : buttons[chance.Next(4) > 0 ? 0 : chance.Next(buttons.Count)];
    }

    private void Answer(ChatMessage newest, ShownButton button)
    {
        if (chance.Next(100) < 70)
        {
            Press(newest, button);
        }
        else
        {
            phone.Says(chance.Next(2) == 0 ? button.Text : WithSlip(button.Text));
        }
    }

    /// <summary>A button whose choice was the last answer is taken for a slip of the thumb, to which nothing is said.</summary>
    private void Press(ChatMessage message, ShownButton button)
    {
        isWaiting = pressed != button.CallbackData && message == phone.Inbox[^1];
        pressed = button.CallbackData;
        phone.PressesData(button.CallbackData!, message.Id);
    }

    /// <summary>Two letters changed about.</summary>
    private string WithSlip(string text)
    {
        if (text.Length < 4)
        {
            return text;
        }

        var at = chance.Next(1, text.Length - 2);
        return text[..at] + text[at + 1] + text[at] + text[(at + 2)..];
    }

    private double Around(double from, double to) => from + ((to - from) * (chance.NextDouble() + chance.NextDouble()) / 2);

    private string OneOf(string[] words) => words[chance.Next(words.Length)];
}
