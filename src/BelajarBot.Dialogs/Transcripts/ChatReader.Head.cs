using BelajarBot.Dialogs.Checks;

namespace BelajarBot.Dialogs.Transcripts;

/// <content>What stands at the head of a conversation: who takes part, what is known of them, and when it is.</content>
public sealed partial class ChatReader
{
    private void ReadGiven(string rest)
    {
        Early("given");
        draft!.Given.AddRange(ReadEntries(rest));
    }

    private void ReadOther(string rest)
    {
        Early("with");
        var (name, given) = Split(rest + " ");
        if (!PersonName().IsMatch(name) || Words.Contains(name) || draft!.Others.Exists(other => other.Name == name))
        {
            Wrong("T011", "Perkenalkan orang lain dengan satu kata huruf kecil yang belum dipakai, misalnya: with tini officer: duta 32; name: Bu Tini.",
                "Introduce somebody else by one word of small letters that is not taken, as in: with tini officer: duta 32; name: Bu Tini.");
            return;
        }

        var values = ReadEntries(given);
        if (values.Exists(value => GivenProgrammes.Speaks(value.Key)))
        {
            Wrong("T011", "Yang diatur untuk program berlaku bagi semua orang: tulis dengan given.", "What is set for programmes holds for everybody: write it behind given.");
        }

        draft!.Others.Add(new OtherPerson(name, [.. values]));
    }

    private void WrongPerson(string who)
    {
        var known = draft!.Others.Select(other => other.Name).ToList();
        Wrong("T011", $"\"{who}\" belum diperkenalkan.{Spelling.MaksudAnda(who, known)} Tulis di awal percakapan: with {who}, bila perlu dengan officer: duta 32.",
            $"\"{who}\" has not been introduced.{Spelling.DidYouMean(who, known)} Write at the head of the conversation: with {who}, where needed with officer: duta 32.");
    }

    private List<Given> ReadEntries(string rest)
    {
        var values = new List<Given>();
        foreach (var entry in rest.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            var key = (colon < 0 ? entry : entry[..colon]).Trim();
            var value = colon < 0 ? "" : entry[(colon + 1)..].Trim();
            if (GivenValues.Mistake(key, value) is { } mistake)
            {
                Wrong("T003", mistake.Message, mistake.English);
            }
            else
            {
                values.Add(new Given(key, value));
            }
        }

        return values;
    }

    private void ReadNow(string rest)
    {
        Early("now");
        if (ChatTime.ReadMoment(rest, draft!.Zone, out var zone) is { } moment)
        {
            (draft.Now, draft.Zone) = (moment, zone);
        }
        else
        {
            Wrong("T004", "Tulis tanggal, jam, dan zona, misalnya: now 2026-03-03 10:00 Asia/Jakarta.",
                "Write the date, the time and the zone, as in: now 2026-03-03 10:00 Asia/Jakarta.");
        }
    }

    private void Early(string word)
    {
        if (draft!.Action is not null)
        {
            Wrong("T004", $"Tulis \"{word}\" di awal percakapan, sebelum baris > yang pertama.",
                $"Write \"{word}\" at the head of the conversation, before the first > line.");
        }
    }
}
