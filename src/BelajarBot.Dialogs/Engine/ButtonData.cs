using System.Globalization;

namespace BelajarBot.Dialogs.Engine;

/// <summary>
/// What buttons carry: ids, never words. A choice names its conversation and question, so that an old button is
/// recognised; anything else names what to do. Always within Telegram's 64 bytes, and never trusted when it comes back.
/// </summary>
internal static class ButtonData
{
    internal const int MostBytes = 64;

    internal const string Menu = "g.menu";

    /// <summary>What the menu has no room for.</summary>
    internal const string More = "g.more";

    /// <summary>The choice of not waiting any longer; no author's choice can have this id.</summary>
    internal const string GoOn = "=go";

    internal static string Choice(Conversation conversation, int question, string choiceId) =>
        string.Create(CultureInfo.InvariantCulture, $"c.{conversation.Number}.{question}.{choiceId}");

    /// <summary>Begin a dialog, or go on with it where one is unfinished.</summary>
    internal static string Open(string dialogId) => $"o.{dialogId}";

    /// <summary>Begin a dialog from its first step, whatever there was.</summary>
    internal static string Restart(string dialogId) => $"r.{dialogId}";

    /// <summary>Not now: remind again in a day, or in three.</summary>
    internal static string Later(Conversation conversation, int days, string rule) =>
        string.Create(CultureInfo.InvariantCulture, $"s.{conversation.Number}.{days}.{rule}");

    /// <summary>No more reminders of a conversation.</summary>
    internal static string NoReminders(Conversation conversation) => string.Create(CultureInfo.InvariantCulture, $"x.{conversation.Number}");

    /// <summary>The same of a programme, for those who take part.</summary>
    internal static string LaterOf(string program, int days, string rule) => string.Create(CultureInfo.InvariantCulture, $"p.{program}.{days}.{rule}");

    /// <summary>No more reminders of a programme.</summary>
    internal static string NoRemindersOf(string program) => $"n.{program}";

    internal static bool TryReadOfProgramme(string data, out string program, out int days, out string rule)
    {
        (program, days, rule) = ("", 0, "");
        if (data.Split('.') is ["p", { Length: > 0 } put, "1" or "3", { Length: > 0 } name] parts)
        {
            (program, days, rule) = (put, parts[2][0] - '0', name);
        }
        else if (data.StartsWith("n.", StringComparison.Ordinal))
        {
            program = data[2..];
        }

        return program.Length > 0;
    }

    /// <summary>Back to the capability that answers a command.</summary>
    internal static string Command(string command, string arguments) => $"k.{command}.{arguments}";

    internal static bool TryReadCommand(string data, out string command, out string arguments)
    {
        (command, arguments) = ("", "");
        var dot = data.StartsWith("k.", StringComparison.Ordinal) && data.Length <= MostBytes ? data.IndexOf('.', 2) : -1;
        if (dot > 0)
        {
            (command, arguments) = (data[2..dot], data[(dot + 1)..]);
        }

        return command.Length > 0;
    }

    internal static bool TryReadLater(string data, out long conversation, out int days, out string rule)
    {
        (conversation, days, rule) = (0, 0, "");
        if (data.Split('.') is not ["s", var number, var distance, { Length: > 0 } name]
            || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out conversation)
            || distance is not ("1" or "3"))
        {
            return false;
        }

        (days, rule) = (distance[0] - '0', name);
        return true;
    }

    internal static bool TryReadNoReminders(string data, out long conversation)
    {
        conversation = 0;
        return data.StartsWith("x.", StringComparison.Ordinal)
            && long.TryParse(data.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out conversation);
    }

    internal static string Topic(string topicId) => $"t.{topicId}";

    internal static bool TryReadTopic(string data, out string topicId)
    {
        topicId = data.StartsWith("t.", StringComparison.Ordinal) ? data[2..] : "";
        return topicId.Length > 0;
    }

    /// <summary>One of the help entries of a dialog.</summary>
    internal static string Help(string dialogId, int number) => string.Create(CultureInfo.InvariantCulture, $"h.{dialogId}.{number}");

    internal static bool TryReadHelp(string data, out string dialogId, out int number)
    {
        (dialogId, number) = ("", 0);
        var dot = data.StartsWith("h.", StringComparison.Ordinal) && data.Length <= MostBytes ? data.IndexOf('.', 2) : -1;
        if (dot > 0 && int.TryParse(data.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            dialogId = data[2..dot];
        }

        return dialogId.Length > 0;
    }

    internal static string Language(string language) => $"l.{language}";

    internal static bool TryReadLanguage(string data, out string language)
    {
        language = data.StartsWith("l.", StringComparison.Ordinal) ? data[2..] : "";
        return language.Length > 0;
    }

    internal static bool TryReadChoice(string data, out long conversation, out int question, out string choiceId)
    {
        (conversation, question, choiceId) = (0, 0, "");
        if (!data.StartsWith("c.", StringComparison.Ordinal) || data.Length > MostBytes)
        {
            return false;
        }

        var rest = data.AsSpan(2);
        var first = rest.IndexOf('.');
        var second = first < 0 ? -1 : rest[(first + 1)..].IndexOf('.');
        if (second < 0
            || !long.TryParse(rest[..first], NumberStyles.None, CultureInfo.InvariantCulture, out conversation)
            || !int.TryParse(rest.Slice(first + 1, second), NumberStyles.None, CultureInfo.InvariantCulture, out question))
        {
            return false;
        }

        choiceId = rest[(first + second + 2)..].ToString();
        return choiceId.Length > 0;
    }

    internal static bool TryReadDialog(string data, out string dialogId, out bool fromTheStart)
    {
        fromTheStart = data.StartsWith("r.", StringComparison.Ordinal);
        dialogId = fromTheStart || data.StartsWith("o.", StringComparison.Ordinal) ? data[2..] : "";
        return dialogId.Length > 0 && data.Length <= MostBytes;
    }
}
