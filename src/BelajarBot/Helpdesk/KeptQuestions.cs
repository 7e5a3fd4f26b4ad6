using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Storage;

namespace BelajarBot.Helpdesk;

/// <summary>
/// Keeps the last question that the bot could not answer, without secrets, so that a person who then asks for a human need
/// not write it again.
/// </summary>
internal sealed class KeptQuestions : EffectHandler<KeepQuestion>
{
    private const int Longest = 1000;

    /// <summary>A button under an older question asks for the words anew: by then it is hardly what they want to know.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(12);

    protected override Task HandleAsync(KeepQuestion effect, TurnScope turn)
    {
        var words = SecretDetector.Redact(effect.Words.CutTo(Longest)).Text;
        return turn.Session.ExecuteAsync(
            """
            insert into kept_question (person_id, words, at) values (@Id, @words, @Now)
            on conflict (person_id) do update set words = excluded.words, at = excluded.at
            """,
            new { turn.Person.Id, words, turn.Now });
    }

    /// <summary>The question, which is kept no longer; null when there is none, or none that is fresh.</summary>
    internal static async Task<string?> TakeAsync(Session session, long personId, DateTimeOffset now)
    {
        var kept = await session.FirstOrDefaultAsync<Kept>("select words, at from kept_question where person_id = @personId", new { personId });
        await session.ExecuteAsync("delete from kept_question where person_id = @personId", new { personId });
        return kept is not null && now - kept.At < Fresh ? kept.Words : null;
    }

    private sealed record Kept(string Words, DateTimeOffset At);
}
