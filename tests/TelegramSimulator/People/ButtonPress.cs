namespace TelegramSimulator.People;

/// <summary>A press of an inline button: the person's phone shows it as working until the bot answers.</summary>
public sealed class ButtonPress
{
    private readonly Lock gate = new();

    internal ButtonPress(string id, string data, DateTimeOffset at)
    {
        Id = id;
        Data = data;
        At = at;
    }

    /// <summary>The id of the callback query.</summary>
    public string Id { get; }

    /// <summary>The number of the update that tells of it; null when the bot did not ask for such updates.</summary>
    public int? UpdateId { get; internal set; }

    /// <summary>What the button carried.</summary>
    public string Data { get; }

    /// <summary>When it was pressed.</summary>
    public DateTimeOffset At { get; }

    /// <summary>When the bot answered it, or null.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>The words of the answer, or null.</summary>
    public string? AnswerText { get; private set; }

    internal bool TryAnswer(string? text, DateTimeOffset now)
    {
        lock (gate)
        {
            if (AnsweredAt is not null)
            {
                return false;
            }

            (AnsweredAt, AnswerText) = (now, text);
            return true;
        }
    }
}
