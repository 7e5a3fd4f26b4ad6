using System.Collections.Frozen;
using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Topics;

namespace BelajarBot.Dialogs.Engine;

/// <summary>What a question may be after.</summary>
public abstract record Subject
{
    private Subject()
    {
    }

    /// <summary>One of the topics that the bot has something to say on.</summary>
    /// <param name="Topic">The topic.</param>
    public sealed record About(Topic Topic) : Subject;

    /// <summary>A dialog, by its keywords.</summary>
    /// <param name="Dialog">The dialog.</param>
    public sealed record Begin(Dialog Dialog) : Subject;

    /// <summary>A command of the bot itself, by the ways to ask for it.</summary>
    /// <param name="Asked">The command.</param>
    /// <param name="IsOfOfficers">Whether only officers ask for it in this way.</param>
    public sealed record Command(BotCommand Asked, bool IsOfOfficers) : Subject;

    /// <summary>An entry of a dialog's help.</summary>
    /// <param name="Dialog">The dialog.</param>
    /// <param name="Number">Which of its entries, from 0.</param>
    public sealed record Explain(Dialog Dialog, int Number) : Subject
    {
        /// <summary>The entry.</summary>
        public HelpEntry Entry => Dialog.Help[Number];
    }
}

/// <summary>How likely a question is after something.</summary>
/// <param name="Subject">What.</param>
/// <param name="Score">From 0 to 1.</param>
/// <param name="Words">The author's phrase that it resembles; null where the examples decided.</param>
public sealed record RankedSubject(Subject Subject, double Score, string? Words);

/// <summary>What a question is after: nothing that is known, one thing for sure, or one of several.</summary>
/// <param name="Ranked">The best first, at most three; alone when it is sure.</param>
/// <param name="IsSure">Whether there is no doubt.</param>
public sealed record Understood(ImmutableArray<RankedSubject> Ranked, bool IsSure)
{
    /// <summary>Nothing that is known.</summary>
    public static Understood Nothing { get; } = new([], false);
}

/// <summary>
/// Ranks together everything that a question may be after: the topics, learned from examples; the keywords of dialogs; the ways to ask
/// for commands; and, in the middle of a dialog, its help, which comes first.
/// </summary>
internal sealed class Questions(
    LanguageData data, FrozenDictionary<string, Topic> topics, IEnumerable<BotCommand> commands, IEnumerable<Dialog> dialogs, IEnumerable<Dialog> revisions)
{
    /// <summary>From this score a phrase is offered; below it, it shares no more than common words with the question.</summary>
    internal const double PossiblePhrase = 0.5;

    /// <summary>Below this the words alone would have to tell, and words that say nothing by themselves do not.</summary>
    private const double Certain = 0.9;

    /// <summary>Where "none of the bot's business" leads, a topic that is this much less likely is no suggestion.</summary>
    private const double FarBehind = 1 / 3d;

    /// <summary>Words that ask, agree or go on, and say nothing of what about: the standard forms, and those of the second language.</summary>
    private static readonly FrozenSet<string> SayNothing = FrozenSet.ToFrozenSet(
    [
        "apa", "apakah", "siapa", "kapan", "mana", "kenapa", "mengapa", "bagaimana", "berapa", "bisakah", "bolehkah",
        "ya", "iya", "tidak", "bukan", "sudah", "belum", "bisa", "boleh", "benar", "betul", "ok", "oke", "baik", "siap", "jadi", "begitu", "begini",
        "lama", "lagi", "saja", "juga", "masih", "terus", "lalu", "itu", "ini", "tadi", "nanti", "sekarang", "dan", "atau", "yang", "kalau", "di", "ke", "dari",
        "saya", "aku", "kami", "dia", "mau", "ingin", "ada", "banget", "sekali", "kok", "sih", "dong", "deh",
        "what", "who", "when", "where", "why", "how", "yes", "no", "not", "it", "this", "that", "is", "i", "me", "my", "can", "do", "so", "long", "and", "or", "the", "a",
    ]);

    private readonly Lazy<PhraseRanker<Subject>> phrases = new(() => Learn(
        commands, dialogs, revisions, data.Normalizer, topics.Count == 0 ? null : data.Questions?.Value));

    /// <summary>What a question is after.</summary>
    /// <param name="question">As typed.</param>
    /// <param name="open">The dialog in whose middle it was asked, or null.</param>
    /// <param name="isOfficer">Whether an officer asks.</param>
    internal Understood Rank(string question, Dialog? open, bool isOfficer)
    {
        var resembled = phrases.Value.Rank(question, PossiblePhrase)
            .Where(phrase => phrase.Target switch
            {
                Subject.Begin begin => begin.Dialog.Id != open?.Id,
                Subject.Explain help => help.Dialog == open,
                _ => isOfficer || phrase.Target is Subject.Command { IsOfOfficers: false },
            })
            .Select(phrase => new RankedSubject(phrase.Target, phrase.Score, phrase.Words)).ToList();
        if (resembled.Find(phrase => phrase.Subject is Subject.Explain && phrase.Score >= TopicRanker.Sure) is { } help)
        {
            return new Understood([help], IsSure: true);
        }

        var ranking = topics.Count == 0 ? null : data.Questions?.Value.Rank(question);
        var isUnknown = ranking?.Verdict is TopicVerdict.Unknown;
        var least = ranking?.Topics is [{ Topic: TopicRanker.OutOfScope, Score: var foreign }, ..] ? Math.Max(foreign * FarBehind, TopicRanker.Possible) : TopicRanker.Possible;
        var known = ranking?.Topics
            .Where(topic => !isUnknown && topic.Score >= least && topic.Topic != TopicRanker.OutOfScope && topics.ContainsKey(topic.Topic))
            .Select(topic => new RankedSubject(new Subject.About(topics[topic.Topic]), topic.Score, null)) ?? [];

        if (open is null && ranking is not null && !isUnknown && OnSeveral(question, ranking) is [_, _, ..] several)
        {
            return new Understood([.. several.Take(TopicRanker.Offered)], IsSure: false);
        }

        // A dialog that somebody is in is not left for another one by words that only resemble its keywords. A command is answered beside it.
        var sure = resembled.Find(phrase => phrase.Score >= TopicRanker.Sure && (open is null || phrase.Subject is Subject.Command));
        if (ranking?.Verdict is TopicVerdict.Answer answer && !(sure?.Score > ranking.Topics[0].Score) && (ranking.Topics[0].Score >= Certain || !SaysNothing(question)))
        {
            return topics.ContainsKey(answer.Topic) ? new Understood([known.First()], IsSure: true) : Understood.Nothing;
        }

        return sure is not null ? new Understood([sure], IsSure: true)
            : SaysNothing(question) && !isUnknown ? Understood.Nothing
            : isUnknown ? Foreign(ranking!, open)
            : new Understood([.. resembled.Concat(known).OrderByDescending(subject => subject.Score).DistinctBy(WhereTo).Take(TopicRanker.Offered)], IsSure: false);
    }

    /// <summary>Who names two programmes asks about both: of each that is named by its family ("pembatik", "kihajar") the likeliest topic.</summary>
    private List<RankedSubject> OnSeveral(string question, TopicRanking ranking)
    {
        var words = data.Normalizer.Words(question);
        return [.. ranking.Topics
            .Where(topic => topic.Score >= TopicRanker.Possible && topics.ContainsKey(topic.Topic) && words.Contains(topic.Topic.Split('.')[0]))
            .DistinctBy(topic => topic.Topic.Split('.')[0])
            .Select(topic => new RankedSubject(new Subject.About(topics[topic.Topic]), topic.Score, null))];
    }

    /// <summary>"Gimana", "kok lama", "150": the examples that have such a word are about something else each.</summary>
    private bool SaysNothing(string question) => data.Normalizer.Words(question).All(word => SayNothing.Contains(word) || word.All(char.IsAsciiDigit));

    /// <summary>
    /// What is clearly none of the bot's business may have words of its own; in the middle of a dialog it is an answer that went wrong.
    /// </summary>
    private Understood Foreign(TopicRanking ranking, Dialog? open) => ranking.IsForeign && open is null && topics.TryGetValue(TopicRanker.OutOfScope, out var words)
        ? new Understood([new RankedSubject(new Subject.About(words), ranking.Topics[0].Score, null)], IsSure: false)
        : Understood.Nothing;

    /// <summary>Every phrase that a question resembles, wherever it was asked: for the author who wants to see.</summary>
    internal IEnumerable<RankedSubject> Resembled(string question) =>
        phrases.Value.Rank(question, PossiblePhrase).Select(phrase => new RankedSubject(phrase.Target, phrase.Score, phrase.Words));

    /// <summary>A dialog, and a topic that leads to it without a word of its own, are one offer.</summary>
    private static object WhereTo(RankedSubject ranked) => ranked.Subject switch
    {
        Subject.Begin begin => begin.Dialog.Id,
        Subject.Command { Asked.Name: var asked } => $"/{asked}",
        Subject.About { Topic: { Say: null, Command: { } command } } => $"/{command}",
        Subject.About { Topic: { Say: null, Dialog: { } dialog } } => dialog,
        var subject => subject,
    };

    private static PhraseRanker<Subject> Learn(
        IEnumerable<BotCommand> commands, IEnumerable<Dialog> dialogs, IEnumerable<Dialog> revisions, IndonesianNormalizer normalizer, TopicRanker? questions) => new(
        [
            .. commands.SelectMany(command => (command.Ask?.All ?? []).Select(words => (words, (Subject)new Subject.Command(command, IsOfOfficers: false)))),
            .. commands.SelectMany(command => (command.OfficersAsk?.All ?? []).Select(words => (words, (Subject)new Subject.Command(command, IsOfOfficers: true)))),
            .. dialogs.SelectMany(dialog => (dialog.Start.Keywords?.All ?? []).Select(words => (words, (Subject)new Subject.Begin(dialog)))),
            .. revisions.SelectMany(dialog => dialog.Help.SelectMany(
                (entry, number) => entry.Ask.All.Select(words => (words, (Subject)new Subject.Explain(dialog, number))))),
        ],
        normalizer,
        questions);
}
