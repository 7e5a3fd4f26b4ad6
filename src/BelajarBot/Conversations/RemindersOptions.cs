using System.ComponentModel.DataAnnotations;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Conversations;

/// <summary>When and how often the bot speaks first: the section <c>Reminders</c>.</summary>
internal sealed class RemindersOptions
{
    /// <summary>The hour of a person's own clock from which on nothing is sent that they did not ask for. Default: 20:00.</summary>
    public TimeOnly QuietFrom { get; set; } = QuietHours.Usual.From;

    /// <summary>The hour at which that ends; the same as <see cref="QuietFrom"/> for no quiet hours at all. Default: 07:00.</summary>
    public TimeOnly QuietUntil { get; set; } = QuietHours.Usual.To;

    /// <summary>The hours from the one to the other.</summary>
    public QuietHours Quiet => new(QuietFrom, QuietUntil);

    /// <summary>How many reminders of all dialogs and programmes, broadcasts, circulars and invitations together a person gets in any seven days. Default: 3.</summary>
    [Range(1, 100)]
    public int PerWeek { get; set; } = 3;

    /// <summary>How often the bot looks for what is due. Default: 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:05:00")]
    public TimeSpan TickEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Several processes on one PostgreSQL: how often each says that it is alive. Of one that is silent for twice as long, another
    /// takes over the work of the clock. Default: 7.5 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan CheckIn { get; set; } = TimeSpan.FromSeconds(7.5);
}
