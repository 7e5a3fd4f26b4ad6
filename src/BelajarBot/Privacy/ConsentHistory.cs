using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Privacy;

/// <summary>Every decision that people made on a consent, with the text that they had before them.</summary>
internal sealed class ConsentHistory : EffectHandler<DecideConsent>
{
    internal const string Given = "given";
    internal const string Refused = "refused";
    internal const string Withdrawn = "withdrawn";

    protected override Task HandleAsync(DecideConsent effect, TurnScope turn)
    {
        turn.Person = turn.Person with { Consents = GivenConsents.Write(effect.After(GivenConsents.Read(turn.Person.Consents))) };
        return AddAsync(turn, effect.Shown, effect.IsGiven ? Given : Refused, effect.How);
    }

    /// <summary>Takes a consent back; the caller does away with what was kept because of it.</summary>
    internal static Task WithdrawAsync(TurnScope turn, Consent consent)
    {
        turn.Person = turn.Person with { Consents = GivenConsents.Write(GivenConsents.Read(turn.Person.Consents).Without(consent.Name)) };
        return AddAsync(turn, consent.TextIn(turn.Person.Language), Withdrawn, ConsentManner.Button);
    }

    /// <summary>A person's decisions, oldest first.</summary>
    internal static Task<List<ConsentDecision>> OfPersonAsync(Session session, long personId) => session.QueryAsync<ConsentDecision>(
        """
        select d.consent, d.decision, d.version, d.text_hash, d.language, d.manner, d.at, t.words
        from consent_decision d left join consent_text t on t.consent = d.consent and t.text_hash = d.text_hash
        where d.person_id = @personId order by d.id
        """,
        new { personId });

    private static async Task AddAsync(TurnScope turn, ConsentText shown, string decision, ConsentManner how)
    {
        await turn.Session.ExecuteAsync(
            """
            insert into consent_text (consent, text_hash, language, words, first_at)
            values (@Consent, @Hash, @Language, @Words, @Now) on conflict (consent, text_hash) do nothing
            """,
            new { shown.Consent, shown.Hash, shown.Language, shown.Words, turn.Now });
        await turn.Session.ExecuteAsync(
            """
            insert into consent_decision (person_id, consent, decision, version, text_hash, language, manner, at)
            values (@Id, @Consent, @decision, @Version, @Hash, @Language, @manner, @Now)
            """,
            new
            {
                turn.Person.Id,
                shown.Consent,
                decision,
                shown.Version,
                shown.Hash,
                shown.Language,
                manner = how == ConsentManner.Button ? "button" : "word",
                turn.Now,
            });
    }
}

/// <summary>A decision on a consent.</summary>
/// <param name="Consent">The consent.</param>
/// <param name="Decision">Given, refused or withdrawn.</param>
/// <param name="Version">The author's version.</param>
/// <param name="TextHash">The hash of the words that were shown.</param>
/// <param name="Language">Their language.</param>
/// <param name="Manner">By a button or a word.</param>
/// <param name="At">When.</param>
/// <param name="Words">The words that were shown.</param>
internal sealed record ConsentDecision(
    string Consent, string Decision, string Version, string TextHash, string Language, string Manner, DateTimeOffset At, string? Words);
