using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Transcripts;

/// <summary>What somebody might do next: mostly answer, sometimes anything else that people do.</summary>
/// <param name="random">A seeded source of chance.</param>
/// <param name="library">The dialogs.</param>
/// <param name="favourite">The dialog that this person begins with, or null for any.</param>
internal sealed class RandomPerson(Random random, DialogLibrary library, string? favourite)
{
    private static readonly string[] Noise =
        ["", "  ", "👍", "🙏🙏🙏", "halo?", "?", "*tebal", "_", "<b>x</b>", "[x](y)", "\\", "{name}", "a\nb", "ok siap bu", "terima kasih", "12345", "/", "/ menu"];

    private static readonly string[] Commands = ["/start", "/menu", "/bantuan", "/bahasa", "/berhenti", "/mulai", "/tidakada", "/aktivasi@BelajarBot", "/MENU sekarang",
        "/profil", "/privasi", "/dataku", "/koreksi apa saja"];

    private static readonly string[] Forged =
        ["", "c.1.1.ya", "c.999.1.x", "c.-1.0.x", "c.1.1.yes", "k.profil.", "k.koreksi.x", "k.hapusdata.ya", "c.1.99999999999.x", "o.tidak_ada", "r.", "l.xx", "g.menu", "c..", "x", new('c', 64)];

    private bool hasBegun;

    /// <summary>How long the person takes: seconds mostly, days sometimes.</summary>
    internal TimeSpan Pause() => random.Next(20) switch
    {
        0 => TimeSpan.FromHours(random.Next(1, 100)),
        1 => TimeSpan.FromMinutes(random.Next(1, 60)),
        _ => TimeSpan.FromSeconds(random.Next(1, 20)),
    };

    /// <summary>Whether the channel delivers the last update once more.</summary>
    internal bool Repeats() => random.Next(20) == 0;

    /// <summary>What the person does.</summary>
    /// <param name="visitor">Where they stand.</param>
    /// <param name="buttons">Every button that they were ever shown.</param>
    internal Input Next(Visitor visitor, IReadOnlyList<Button> buttons)
    {
        if (!hasBegun || (visitor.Active is null && random.Next(2) == 0))
        {
            hasBegun = true;
            return Begin();
        }

        var open = visitor.Conversations.FirstOrDefault(c => c.Dialog == visitor.Active && c.Status == ConversationStatus.Open);
        var step = open is null ? null : library.Find(open.Dialog, open.Revision)?.Find(open.Step);
        return random.Next(100) switch
        {
            < 70 when step is not null => Answer(open!, step),
            < 78 when buttons.Count > 0 => new PressInput(Pick(buttons).Data),
            < 83 => new TextInput(Pick([.. library.Texts.Words.Values.SelectMany(words => words.All)])),
            < 87 => new TextInput(Pick(Commands)),
            < 89 => new PressInput(Pick(Forged)),
            < 91 => new StartInput(Pick(["", "akt", "tidak_ada", new string('a', 64)])),
            < 93 => new TextInput(new string('x', 5000)),
            < 95 => Pick<Input>([new UnsupportedInput("sticker"), new UnsupportedInput("voice"), new FileInput(FileKind.Photo, "foto", null, 1, "keterangan"),
                new FileInput(FileKind.Document, "berkas", "surat.pdf", null, null), new ContactInput("+628111222333", IsOwn: true), new ContactInput("", IsOwn: false)]),
            _ => new TextInput(Pick(Noise)),
        };
    }

    private Input Begin()
    {
        var dialog = favourite is null ? Pick(library.Dialogs) : library.Find(favourite)!;
        return dialog.Start switch
        {
            { Commands: [var command, ..] } => new TextInput($"/{command}"),
            { Link: { } link } => new StartInput(link),
            { Keywords: { } words } when words.All.Any() => new TextInput(words.All.First()),
            _ => new PressInput($"o.{dialog.Id}"),
        };
    }

    private Input Answer(Conversation open, Step step)
    {
        if (step is ChoicesStep question)
        {
            var choice = Pick(question.Choices);
            var words = random.Next(2) == 0 && choice.Also.All.Any() ? Pick([.. choice.Also.All]) : choice.Label.Source.Source;
            return random.Next(10) switch
            {
                < 6 => new PressInput($"c.{open.Number}.{open.Question}.{choice.Id}"),
                < 8 => new TextInput(words),
                < 9 => new TextInput(WithSlip(words)),
                _ => new TextInput(Pick(Noise)),
            };
        }

        if (step is SubmitStep && random.Next(4) > 0)
        {
            return new PressInput($"c.{open.Number}.{open.Question}.{Pick(["=send", "=send", step.Id, library.Find(open.Dialog, open.Revision)!.Steps[0].Id])}");
        }

        if (open.Step == Conversation.AtConsent && random.Next(5) > 0)
        {
            return new PressInput($"c.{open.Number}.{open.Question}.{Pick(["yes", "yes", "no", "ya"])}");
        }

        var dialog = library.Find(open.Dialog, open.Revision)!;
        return dialog.Answers.GetValueOrDefault(step.Asks ?? "")?.ValueType is { } type
            ? Pick(type.Samples(random)).Input
            : new TextInput(Pick(Noise));
    }

    /// <summary>One letter too few, doubled, or in the wrong place.</summary>
    private string WithSlip(string words)
    {
        var at = random.Next(Math.Max(1, words.Length - 1));
        return words.Length < 2 ? words : random.Next(3) switch
        {
            0 => words.Remove(at, 1),
            1 => words.Insert(at, words[at].ToString()),
            _ => string.Concat(words.AsSpan(0, at), words.AsSpan(at + 1, 1), words.AsSpan(at, 1), words.AsSpan(at + 2)),
        };
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
