using System.Globalization;
using BelajarBot.Channels;
using BelajarBot.Conversations;

namespace BelajarBot.Reminders;

/// <summary>Says in sentences why somebody was written to, or was not; never what was written.</summary>
internal sealed class WhyReport(bool isEnglish)
{
    internal IEnumerable<string> Of(Why why)
    {
        yield return Say($"Orang nomor {why.Id}, jam {why.Zone.Id}.", $"Person {why.Id}, on the clock of {why.Zone.Id}.");
        if (why.IsStopped)
        {
            yield return Say(
                "Ia meminta berhenti (/berhenti): hanya jawaban yang dikirim, sampai ia menulis /mulai.",
                "They said stop (/berhenti): only answers are sent until they write /mulai.");
        }

        if (why.UnreachableSince is { } since)
        {
            var reason = why.UnreachableReason ?? "-";
            yield return Say(
                $"Bot tidak dapat menghubunginya sejak {At(since, why)} ({reason}): tidak ada yang dikirim sampai ia menulis lagi.",
                $"The bot cannot reach them since {At(since, why)} ({reason}): nothing is sent until they write again.");
        }

        foreach (var dialog in why.Silenced)
        {
            yield return Say($"Ia tidak mau diingatkan tentang {dialog}.", $"They want no reminders of {dialog}.");
        }

        foreach (var line in Section(Say("Sudah diputuskan:", "Decided:"), why.Decided.Select(reminder => Decided(reminder, why)))
            .Concat(Section(Say("Akan datang, bila ia diam saja:", "To come, if they do nothing:"), ToCome(why)))
            .Concat(Section(Say("Pesan lain di kotak keluar:", "Other messages in the outbox:"), why.Messages
                .Where(message => why.Decided.All(reminder => reminder.OutboxId != message.Id)).Select(message => Kept(message, why))))
            .Concat(why.Missed.Count == 0 ? [] : Section(Say("Siaran yang tidak sampai kepadanya:", "Broadcasts that did not go to them:"), why.Missed.Select(missed => Missed(missed, why)))))
        {
            yield return line;
        }
    }

    private IEnumerable<string> Section(string title, IEnumerable<string> lines)
    {
        yield return title;
        var isEmpty = true;
        foreach (var line in lines)
        {
            isEmpty = false;
            yield return $"  {line}";
        }

        if (isEmpty)
        {
            yield return $"  {Say("tidak ada", "nothing")}";
        }
    }

    private string Decided(LoggedReminder reminder, Why why)
    {
        var what = reminder.Decision == ReminderLog.Asked ? Asked(reminder, why) : Say(
            $"pengingat {reminder.Reminder} dari {Of(reminder.Dialog, reminder.Revision)}, dijadwalkan {At(reminder.PlannedFor, why)}",
            $"reminder {reminder.Reminder} of {Of(reminder.Dialog, reminder.Revision)}, planned for {At(reminder.PlannedFor, why)}");
        var fate = reminder.Decision switch
        {
            ReminderLog.Sent or ReminderLog.Asked when why.MessageOf(reminder) is { } message => Say($"dikirim; pesannya {State(message)}", $"sent; its message {State(message)}"),
            ReminderLog.Sent or ReminderLog.Asked when reminder.Reason is null => Say("dikirim dan sampai", "sent, and it arrived"),
            ReminderLog.Delayed => Say(
                $"menunggu sampai {At(reminder.DelayedUntil!.Value, why)}: {Reason(reminder.Reason)}",
                $"waits until {At(reminder.DelayedUntil!.Value, why)}: {Reason(reminder.Reason)}"),
            _ => Say($"tidak dikirim: {Reason(reminder.Reason)}", $"not sent: {Reason(reminder.Reason)}"),
        };
        return $"{At(reminder.DecidedAt, why)}  {what}: {fate}.";
    }

    private string Asked(LoggedReminder reminder, Why why) => reminder.Dialog == ReminderCommand.Contract.Command
        ? Say($"pengingat yang ia minta sendiri (/{reminder.Dialog}) untuk {At(reminder.PlannedFor, why)}", $"a reminder that they asked for (/{reminder.Dialog}) for {At(reminder.PlannedFor, why)}")
        : Say(
            $"pengingat /{reminder.Dialog} {reminder.Reminder}, yang ia ikuti, dijadwalkan {At(reminder.PlannedFor, why)}",
            $"a reminder of /{reminder.Dialog} {reminder.Reminder}, where they take part, planned for {At(reminder.PlannedFor, why)}");

    private string Missed(MissedBroadcast missed, Why why) => $"{At(missed.StartedAt, why)}  " + Say($"siaran {missed.Number}: ", $"broadcast {missed.Number}: ") + missed.Reason switch
    {
        "area" => Say("wilayahnya di luar wilayah siaran itu", "their region is outside its area"),
        "audience" => Say("ia tidak termasuk penerima yang dimaksud", "its audience does not mean them"),
        "later" => Say("ia baru dikenal bot sesudah itu", "the bot got to know them only later"),
        "stopped" => Say("ia meminta berhenti", "they said stop"),
        "unreachable" => Say("bot tidak dapat menghubunginya", "the bot cannot reach them"),
        "told_lately" => Say("ia baru dapat siaran lain", "they had got another broadcast a short while ago"),
        "weekly_cap" => Say("sudah cukup pesan dalam tujuh hari", "enough messages in seven days"),
        _ => Say("sekarang ia akan termasuk; keadaannya berubah sejak itu", "they would be a recipient now; something has changed since"),
    } + ".";

    private IEnumerable<string> ToCome(Why why) => why.Coming.Select(reminder => (reminder.At, Words: Coming(reminder, why)))
        .Concat(why.Scheduled.Select(broadcast => (broadcast.At, Words: Scheduled(broadcast, why)))).OrderBy(each => each.At).Select(each => each.Words);

    private string Scheduled(ScheduledBroadcast broadcast, Why why) =>
        $"{At(broadcast.At, why)}  " + Say($"siaran {broadcast.Number}, bila keadaannya tetap.", $"broadcast {broadcast.Number}, unless something changes.");

    private string Coming(ComingReminder reminder, Why why) => $"{At(reminder.At, why)}  " + (reminder.Dialog == ReminderCommand.Contract.Command
        ? Say($"pengingat {reminder.Reminder} yang ia minta sendiri (/{reminder.Dialog}).", $"reminder {reminder.Reminder} that they asked for (/{reminder.Dialog}).")
        : Say(
            $"pengingat {reminder.Reminder} dari {Of(reminder.Dialog, reminder.Revision)}.",
            $"reminder {reminder.Reminder} of {Of(reminder.Dialog, reminder.Revision)}."));

    /// <summary>A programme is no file that people stand in, so it has no revision.</summary>
    private string Of(string dialog, string revision) => revision.Length > 0 ? Say($"{dialog} (revisi {revision})", $"{dialog} (revision {revision})") : dialog;

    private string Kept(KeptMessage message, Why why)
    {
        var kind = message.Class switch
        {
            MessageClass.Reply => Say("jawaban", "a reply"),
            MessageClass.Reminder => Say("pengingat", "a reminder"),
            _ when message.Broadcast is { } broadcast => Say($"siaran {broadcast}", $"broadcast {broadcast}"),
            _ when message.Event is { } meeting => Say($"undangan kegiatan {meeting}", $"the invitation to meeting {meeting}"),
            _ when message.Circular is { } circular => Say($"pemberitahuan edaran {circular}", $"the announcement of circular {circular}"),
            _ => Say("pesan kepada banyak orang", "a message to many"),
        };
        return $"{At(message.CreatedAt, why)}  {kind}: {State(message)}.";
    }

    private string State(KeptMessage message)
    {
        var tries = message.Attempts;
        var words = message.State switch
        {
            "queued" => Say($"menunggu dikirim ({tries} kali dicoba)", $"waits to be sent (tried {tries} times)"),
            "sending" => Say("sedang dikirim", "is being sent"),
            Outcome.Sent => Say("sampai", "arrived"),
            Outcome.Blocked => Say("tidak sampai: ia memblokir bot", "did not arrive: they blocked the bot"),
            Outcome.Deactivated => Say("tidak sampai: akunnya tidak ada lagi", "did not arrive: their account is gone"),
            Outcome.NeverStarted => Say("tidak sampai: ia belum pernah memulai bot", "did not arrive: they never started the bot"),
            Outcome.Unknown => Say("tidak diketahui sampai atau tidak", "may or may not have arrived"),
            Outcome.Skipped => Say("dilewati: ia meminta berhenti atau tidak terjangkau", "was passed over: they said stop or cannot be reached"),
            _ => Say("gagal", "failed"),
        };
        return message.Reason is null ? words : $"{words} ({message.Reason})";
    }

    private string Reason(string? reason) => reason switch
    {
        "unless" => Say("syarat unless terpenuhi, jadi tidak perlu lagi", "its unless holds, so it is no longer needed"),
        "superseded" => Say("pengingat yang lebih baru jatuh pada saat yang sama", "a later reminder was due at the same time"),
        "late" => Say("sudah lewat batas valid", "it was later than valid allows"),
        "quiet_hours" => Say("jam tenang", "quiet hours"),
        "holiday" => Say("hari libur", "a holiday"),
        "weekly_cap" => Say("sudah cukup pesan dalam tujuh hari", "enough messages in seven days"),
        "stopped" => Say("ia meminta berhenti", "they said stop"),
        "unreachable" => Say("bot tidak dapat menghubunginya", "the bot cannot reach them"),
        "not_official" => Say("isinya belum ada informasi resminya", "nothing official is known of what it says"),
        _ => reason ?? "-",
    };

    private static string At(DateTimeOffset moment, Why why) =>
        TimeZoneInfo.ConvertTime(moment, why.Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private string Say(string indonesian, string english) => isEnglish ? english : indonesian;
}
