using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Checks;

/// <summary>D001: two dialogs of one name. D035: what begins a dialog already means something else. D044: a command or link that Telegram refuses.</summary>
internal static class StartWordsTaken
{
    private const int LongestCommand = 32;
    private const int LongestDescription = 256;
    private const int LongestLink = 64;

    /// <summary>What Telegram takes.</summary>
    private const int MostCommands = 100;

    internal static void Check(IReadOnlyList<Dialog> dialogs, BotTexts? texts, ProblemList problems)
    {
        var ids = new Dictionary<string, Dialog>();
        var (commands, links, keywords) = (new Dictionary<string, Dialog>(), new Dictionary<string, Dialog>(), new Dictionary<string, Dialog>());
        foreach (var dialog in dialogs)
        {
            if (!ids.TryAdd(dialog.Id, dialog))
            {
                problems.Error(dialog.PlaceOf("dialog"), "D001",
                    $"Dialog \"{dialog.Id}\" sudah ada di {ids[dialog.Id].File}. Ganti nama salah satunya, juga nama berkasnya.",
                    $"There is a dialog \"{dialog.Id}\" in {ids[dialog.Id].File} already. Rename one of them, with its file.");
                continue;
            }

            foreach (var command in dialog.Start.Commands)
            {
                var place = dialog.PlaceOf("start.commands");
                CheckCommand(command, place, problems);
                Take(commands, command, dialog, place, $"Perintah /{command}", $"The command /{command}", problems);
                CheckGlobal(texts, command, place, $"Perintah /{command}", $"The command /{command}", problems);
            }

            if (dialog.Start.Link is { } link)
            {
                CheckLink(link, dialog.PlaceOf("start.link"), problems);
                Take(links, link, dialog, dialog.PlaceOf("start.link"), $"Tautan \"{link}\"", $"The link \"{link}\"", problems);
            }

            foreach (var (word, place) in dialog.Start.Keywords is { } list ? AnswerWords.PlacedWords(list) : [])
            {
                Take(keywords, Fold.Text(word), dialog, place, $"Kata \"{word}\"", $"The word \"{word}\"", problems);
                CheckGlobal(texts, word, place, $"Kata \"{word}\"", $"The word \"{word}\"", problems);
            }

            CheckDescription(dialog, problems);
        }

        CheckCount(ids.Values, MostCommands - Enum.GetValues<GlobalWord>().Length - (texts?.Commands.Length ?? 0), problems);
        foreach (var dialog in ids.Values)
        {
            foreach (var word in dialog.Steps.OfType<ChoicesStep>().SelectMany(AnswerWords.Of).Concat(AnswerWords.OfHelp(dialog)))
            {
                if (keywords.TryGetValue(Fold.Text(word.Written), out var other) && other != dialog)
                {
                    problems.Error(word.Place, "D035",
                        $"\"{word.Written}\" ({word.Meaning}) adalah kata pembuka dialog \"{other.Id}\", jadi orang akan berpindah ke sana. Pakai kata lain.",
                        $"\"{word.Written}\" ({word.English}) begins the dialog \"{other.Id}\", so people would be taken there. Use another word.");
                }
            }
        }
    }

    private static void Take(
        Dictionary<string, Dialog> taken, string word, Dialog dialog, Place place, string what, string english, ProblemList problems)
    {
        if (!taken.TryAdd(word, dialog) && taken[word] != dialog)
        {
            problems.Error(place, "D035",
                $"{what} sudah membuka dialog \"{taken[word].Id}\" ({taken[word].File}). Pakai yang lain.",
                $"{english} begins the dialog \"{taken[word].Id}\" ({taken[word].File}) already. Use another.");
        }
    }

    private static void CheckGlobal(BotTexts? texts, string word, Place place, string what, string english, ProblemList problems)
    {
        if (texts is not null && (texts.MeaningOf(Fold.Text(word)) ?? texts.FindCommand(word)?.Name) is { } command)
        {
            problems.Error(place, "D035",
                $"{what} adalah kata umum bot ({command}), jadi tidak akan membuka dialog ini. Pakai yang lain.",
                $"{english} is a word of the bot itself ({command}), so it would never begin this dialog. Use another.");
        }
    }

    private static void CheckCommand(string command, Place place, ProblemList problems)
    {
        if (command.Length is 0 or > LongestCommand || !command.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
        {
            problems.Error(place, "D044",
                $"Perintah \"{command}\" harus 1 sampai {LongestCommand} huruf kecil, angka atau _, tanpa garis miring.",
                $"The command \"{command}\" must be 1 to {LongestCommand} small letters, digits or _, without a slash.");
        }
        else if (command == "start")
        {
            problems.Error(place, "D044",
                "Perintah \"start\" dikirim Telegram ketika orang membuka bot; pakai nama lain.",
                "Telegram sends the command \"start\" when somebody opens the bot; use another name.");
        }
    }

    private static void CheckLink(string link, Place place, ProblemList problems)
    {
        if (link.Length > LongestLink || !link.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            problems.Error(place, "D044",
                $"\"link: {link}\" hanya boleh huruf, angka, _ dan -, paling banyak {LongestLink}.",
                $"\"link: {link}\" may only hold letters, digits, _ and -, at most {LongestLink}.");
        }
    }

    private static void CheckDescription(Dialog dialog, ProblemList problems)
    {
        foreach (var (language, title) in dialog.Title.ByLanguage)
        {
            if (!dialog.Start.Commands.IsEmpty && title.Source.Length > LongestDescription)
            {
                problems.Error(dialog.Title.PlaceIn(language), "D044",
                    $"Judul ini panjangnya {title.Source.Length} huruf; sebagai keterangan perintah paling banyak {LongestDescription}. Persingkat.",
                    $"This title has {title.Source.Length} characters; as the description of a command it may have {LongestDescription}. Shorten it.");
            }
        }
    }

    private static void CheckCount(IEnumerable<Dialog> dialogs, int most, ProblemList problems)
    {
        if (dialogs.Where(dialog => !dialog.Start.Commands.IsEmpty).ElementAtOrDefault(most) is { } tooMany)
        {
            problems.Error(tooMany.PlaceOf("start.commands"), "D044",
                $"Lebih dari {most} dialog punya perintah; menu Telegram tidak memuatnya. Hapus perintah dialog yang jarang dipakai.",
                $"More than {most} dialogs have a command; Telegram's menu does not hold them. Remove those of dialogs that are seldom used.");
        }
    }
}
