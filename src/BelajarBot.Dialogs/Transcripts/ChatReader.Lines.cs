using System.Collections.Immutable;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Transcripts;

/// <content>What somebody does, what an administrator changes, the time, and what is checked.</content>
public sealed partial class ChatReader
{
    private void ReadPerson(Pending text)
    {
        var (first, last, who) = (text.FirstLine, text.LastLine, text.Who);
        var only = text.Lines is [var single] ? single : null;
        if (only is null)
        {
            Act(new ChatAction.Sends(first, last, new TextInput(ChatText.ReadPerson(text.Lines))) { Who = who });
        }
        else if (only.Length == 0)
        {
            Wrong("T001", "Tulis apa yang dikirim orang itu di belakang >, atau (blank) untuk pesan kosong.",
                "Write behind > what the person sends, or (blank) for an empty message.", first);
        }
        else if (only == "again")
        {
            Act(new ChatAction.ArrivesAgain(first, last) { Who = who });
        }
        else if (ChatText.ReadLabel(only) is { } label)
        {
            Act(new ChatAction.Presses(first, last, label) { Who = who });
        }
        else if (Split(only) is ("old", var button))
        {
            ReadOld(text, button);
        }
        else if (only[0] == '(' && only[^1] == ')')
        {
            if (ChatSends.Read(only[1..^1], out var message, out var english) is { } input)
            {
                Act(new ChatAction.Sends(first, last, input) { Who = who });
            }
            else
            {
                Wrong("T006", message, english, first);
            }
        }
        else if (Split(only) is ("/start", var payload))
        {
            Act(new ChatAction.Sends(first, last, new StartInput(payload)) { Who = who });
        }
        else
        {
            Act(new ChatAction.Sends(first, last, new TextInput(ChatText.ReadPerson(text.Lines))) { Who = who });
        }
    }

    private void ReadOld(Pending text, string button)
    {
        var (first, last) = (text.FirstLine, text.LastLine);
        var mark = button.LastIndexOf('#');
        if (mark > 0 && ChatText.ReadLabel(button[..mark].Trim()) is { } label && int.TryParse(button[(mark + 1)..], out var message) && message > 0)
        {
            Act(new ChatAction.PressesOld(first, last, label, message) { Who = text.Who });
            return;
        }

        Wrong("T006", "Tulis tombol lama dengan nomor pesan bot yang memuatnya, misalnya: > old [Sudah tahu] #3. Untuk kata \"old\" sendiri tulis > \\old.",
            "Name an old button with the number of the bot's message that has it, as in: > old [Sudah tahu] #3. For the word itself write > \\old.", first);
    }

    private void ReadAdministers(string rest)
    {
        var values = rest.Contains(':', StringComparison.Ordinal) ? [.. ReadEntries(rest)] : ImmutableArray<Given>.Empty;
        if (values.IsEmpty || values.Any(value => !GivenProgrammes.Speaks(value.Key)))
        {
            Wrong("T010", "Tulis: admin publishes v2, atau perubahan program: admin program.tenggat: 2026-07-10.",
                "Write: admin publishes v2, or a change of a programme: admin program.tenggat: 2026-07-10.");
        }
        else
        {
            Act(new ChatAction.Administers(line, line, values));
        }
    }

    private void ReadTime(string rest)
    {
        if (ChatTime.ReadDuration(rest) is { } by)
        {
            Act(new ChatAction.TimePasses(line, line, by));
        }
        else if (ChatTime.ReadMoment(rest, draft!.Zone, out _) is { } moment)
        {
            Act(new ChatAction.TimeIs(line, line, moment));
        }
        else
        {
            Wrong("T005", "Tulis @ +1 day (atau hours, minutes, weeks; jam, hari, menit, minggu), atau @ 2026-06-23 09:00.",
                "Write @ +1 day (or hours, minutes, weeks), or @ 2026-06-23 09:00.");
        }
    }

    private void ReadFact(string rest, string who)
    {
        if (FactReader.Read(line, rest, out var message, out var english) is { } fact)
        {
            draft!.Facts.Add(fact with { Who = who });
            if (draft.Action is null)
            {
                Wrong("T007", "Fakta diperiksa setelah sesuatu terjadi. Tulis baris > di atasnya.",
                    "Facts are checked after something has happened. Write a > line above this one.");
            }
        }
        else
        {
            Wrong("T008", message, english);
        }
    }
}
