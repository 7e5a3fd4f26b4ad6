using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Transcripts;

/// <summary>
/// Reads <c>.chat</c> files. Every bad line becomes a problem with its place and the way out; a conversation that has one
/// is not run, the others are.
/// </summary>
public sealed partial class ChatReader
{
    private const int LongestFile = 1_000_000;
    private const int LongestLine = 10_000;
    private const int MostScenes = 1_000;

    /// <summary>What marks the words of staff while they are read.</summary>
    private const char Staff = 'd';

    /// <summary>What begins a line of another kind, so that nobody is called so.</summary>
    private static readonly string[] Words = ["given", "now", "with", "duta", "admin", "restart"];

    /// <summary>When nothing is said about it, it is Monday morning in Jakarta.</summary>
    private static readonly DateTime UsualStart = new(2026, 3, 2, 8, 0, 0, DateTimeKind.Unspecified);

    private readonly string path;
    private readonly ImmutableArray<string> lines;
    private readonly ProblemList problems = new();
    private readonly ImmutableArray<Transcript>.Builder transcripts = ImmutableArray.CreateBuilder<Transcript>();

    private Draft? draft;
    private Pending? pending;
    private int blanks;
    private int line;

    private ChatReader(string path, ImmutableArray<string> lines) => (this.path, this.lines) = (path, lines);

    /// <summary>Reads a file. Never throws, whatever is in it.</summary>
    /// <param name="path">The file, as its author knows it.</param>
    /// <param name="text">What it holds.</param>
    public static ChatFile Read(string path, string text)
    {
        var reader = new ChatReader(path, [.. text.ReplaceLineEndings("\n").Split('\n')]);
        if (text.Length > LongestFile)
        {
            reader.Wrong("T009", $"Berkas ini lebih dari {LongestFile:N0} karakter. Bagi menjadi beberapa berkas.",
                $"This file has more than {LongestFile:N0} characters. Split it.");
        }
        else
        {
            reader.ReadLines();
        }

        return new ChatFile(path, reader.lines, reader.transcripts.ToImmutable(), reader.problems.InOrder());
    }

    private void ReadLines()
    {
        foreach (var raw in lines)
        {
            line++;
            if (raw.Length > LongestLine)
            {
                Wrong("T009", $"Baris ini lebih dari {LongestLine:N0} karakter. Tulis (long 5000) untuk teks yang panjang sekali.",
                    $"This line has more than {LongestLine:N0} characters. Write (long 5000) for a very long text.");
                continue;
            }

            var written = ChatText.WithoutNote(raw);
            if (written.Length == 0)
            {
                blanks++;
            }
            else if (char.IsWhiteSpace(written[0]))
            {
                Continue(written);
            }
            else
            {
                Finish();
                ReadLine(raw, written);
            }
        }

        Finish();
        Close();
    }

    private void ReadLine(string raw, string written)
    {
        if (raw.StartsWith("##", StringComparison.Ordinal))
        {
            return;
        }

        if (raw[0] == '#')
        {
            Close();
            draft = new Draft(new Place(path, line, 1), raw[1..].Trim());
            if (draft.Title.Length == 0)
            {
                Wrong("T002", "Beri judul percakapan ini, misalnya: # Guru belum tahu alamat.",
                    "Give this conversation a title, as in: # A teacher who does not know the address.");
            }

            return;
        }

        if (draft is null)
        {
            Wrong("T002", "Percakapan dimulai dengan baris judul, misalnya: # Guru belum tahu alamat.",
                "A conversation begins with a title, as in: # A teacher who does not know the address.");
            draft = new Draft(new Place(path, line, 1), "") { IsBroken = true };
        }

        var (word, rest) = Split(written);
        var who = "";
        if (PersonLine().Match(written) is { Success: true } personal)
        {
            who = personal.Groups["who"].Value;
            (word, rest) = Split(personal.Groups["rest"].Value);
            if (!draft.Others.Exists(other => other.Name == who))
            {
                WrongPerson(who);
                return;
            }
        }

        switch (word)
        {
            case ">" or "<":
                pending = new Pending(word[0], line, rest) { Who = who };
                break;
            case "given":
                ReadGiven(rest);
                break;
            case "with":
                ReadOther(rest);
                break;
            case "now":
                ReadNow(rest);
                break;
            case "@":
                ReadTime(rest);
                break;
            case "!":
                ReadFact(rest, who);
                break;
            case "duta" when rest == "closes":
                Act(new ChatAction.StaffCloses(line, line));
                break;
            case "duta" when Split(rest + " ") is ("says", { Length: > 0 } words):
                pending = new Pending(Staff, line, words);
                break;
            case "duta":
                Wrong("T010", "Tulis: duta says kata-katanya, atau duta closes.", "Write: duta says the words, or duta closes.");
                break;
            case "admin" when Split(rest + " ") is ("publishes", { Length: > 0 } version):
                Act(new ChatAction.Publishes(line, line, version));
                break;
            case "admin":
                ReadAdministers(rest);
                break;
            case "restart" when rest.Length == 0:
                Act(new ChatAction.Restarts(line, line));
                break;
            default:
                Wrong("T001",
                    "Baris ini tidak dikenal. Awali dengan > (orang), < (bot), @ (waktu), ! (fakta), # (judul), ## (catatan), given, now, with, duta, admin, atau restart; lanjutan teks menjorok dua spasi.",
                    "This line is unknown. Begin it with > (person), < (bot), @ (time), ! (fact), # (title), ## (note), given, now, with, duta, admin or restart; further lines of a text stand two spaces in.");
                break;
        }
    }

    private void Continue(string written)
    {
        if (pending is null)
        {
            Wrong("T001", "Baris yang menjorok melanjutkan teks di atasnya, tetapi di atasnya bukan teks.",
                "An indented line continues the text above it, but there is no text above.");
            return;
        }

        pending.Lines.AddRange(Enumerable.Repeat("", blanks));
        pending.Lines.Add(written.StartsWith(ChatText.Indent, StringComparison.Ordinal) ? written[ChatText.Indent.Length..] : written.TrimStart());
        pending.LastLine = line;
        blanks = 0;
    }

    /// <summary>The text that was being read is complete.</summary>
    private void Finish()
    {
        blanks = 0;
        if (pending is not { } text)
        {
            return;
        }

        pending = null;
        if (text.Mark == '<')
        {
            var (words, buttons) = ChatText.ReadBot(text.Lines);
            if (draft!.Action is null)
            {
                Wrong("T007", "Bot tidak pernah bicara lebih dulu. Tulis baris > di atasnya.",
                    "The bot never speaks first. Write a > line above this one.", text.FirstLine);
            }

            draft.Said.Add(new SaidLine(text.FirstLine, text.LastLine, words, buttons) { Who = text.Who });
        }
        else if (text.Mark == Staff)
        {
            var words = ChatText.ReadPerson(text.Lines);
            Act(new ChatAction.StaffSays(text.FirstLine, text.LastLine, words));
            if (words.Length > FrontDesk.LongestFromStaff)
            {
                Wrong("T010", $"Petugas menulis paling banyak {FrontDesk.LongestFromStaff} karakter sekaligus.",
                    $"Staff write at most {FrontDesk.LongestFromStaff} characters at a time.", text.FirstLine);
            }
        }
        else
        {
            ReadPerson(text);
        }
    }

    private void Act(ChatAction action)
    {
        draft!.EndScene();
        draft.Action = action;
        if (draft.Scenes.Count == MostScenes)
        {
            Wrong("T009", $"Percakapan ini lebih dari {MostScenes} baris orang. Bagi menjadi beberapa percakapan.",
                $"This conversation has more than {MostScenes} actions. Split it.");
        }
    }

    private void Close()
    {
        if (draft is { } whole)
        {
            draft = null;
            whole.EndScene();
            if (whole.Scenes.Count == 0 && !whole.IsBroken)
            {
                problems.Error(whole.Place, "T002", "Percakapan ini kosong. Tulis baris > dan < di bawah judulnya.",
                    "This conversation is empty. Write > and < lines below its title.");
            }
            else if (!whole.IsBroken)
            {
                transcripts.Add(new Transcript(
                    whole.Place, whole.Title, [.. whole.Given], whole.Now, whole.Zone, whole.Scenes.ToImmutable())
                {
                    Others = [.. whole.Others],
                });
            }
        }
    }

    private void Wrong(string code, string message, string english, int? at = null)
    {
        problems.Error(new Place(path, at ?? Math.Max(line, 1), 1), code, message, english);
        if (draft is not null)
        {
            draft.IsBroken = true;
        }
    }

    private static (string Word, string Behind) Split(string text)
    {
        if (text[0] is '>' or '<' or '@' or '!')
        {
            return (text[..1], text[1..].TrimStart());
        }

        var end = text.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? (text, "") : (text[..end], text[end..].Trim());
    }

    [GeneratedRegex(@"^(?<who>[a-z][a-z0-9_]*) (?<rest>[><!].*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PersonLine();

    [GeneratedRegex("^[a-z][a-z0-9_]{0,29}$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PersonName();
}
