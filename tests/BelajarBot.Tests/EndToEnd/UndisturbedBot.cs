using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;
using TelegramSimulator.People;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>
/// What one person would have seen, and what would be remembered of them, had nothing ever gone wrong: the pure engine over
/// everything they did, each once and in order. The engine is deterministic, so whatever a real bot lost, did twice or
/// mixed up shows as a difference.
/// </summary>
internal sealed class UndisturbedBot(DialogLibrary library)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, Conversation> conversations = [];
    private readonly Dictionary<(string Scope, string Milestone), DateTimeOffset> milestones = [];
    private readonly HashSet<(string Program, string Cycle)> enrolments = [];
    private ValueSet fields = ValueSet.Empty;
    private string? active;
    private long count;

    /// <summary>The words of every message, in order.</summary>
    public List<string> Said { get; } = [];

    public IEnumerable<string> Milestones => milestones.Keys.Select(key => $"{key.Scope}.{key.Milestone}").Order(StringComparer.Ordinal);

    public IEnumerable<string> Enrolments => enrolments.Select(each => $"{each.Program} {each.Cycle}").Order(StringComparer.Ordinal);

    public IEnumerable<string> Conversations => Described(conversations.Values);

    /// <summary>A bot to which all of this was said.</summary>
    public static UndisturbedBot After(DialogLibrary library, IEnumerable<Input> inputs)
    {
        var bot = new UndisturbedBot(library);
        foreach (var input in inputs)
        {
            bot.Take(input);
        }

        return bot;
    }

    /// <summary>Everything that the store remembers of a person, in the words of the properties of the same names.</summary>
    public static async Task<(IEnumerable<string> Conversations, IEnumerable<string> Milestones, IEnumerable<string> Enrolments)> RememberedAsync(
        Database database, SimulatedPerson person)
    {
        var address = $"{person.Id}";
        return await database.ReadAsync(
            async session =>
            {
                var id = await session.ScalarAsync<long>("select id from person where address = @address", new { address });
                return (
                    Described(await ConversationStore.OfPersonAsync(session, id)),
                    (IEnumerable<string>)await session.QueryAsync<string>(
                        "select scope || '.' || milestone from milestone where person_id = @id order by 1", new { id }),
                    (IEnumerable<string>)await session.QueryAsync<string>(
                        "select program || ' ' || cycle from enrolment where person_id = @id order by 1", new { id }));
            },
            TestContext.Current.CancellationToken);
    }

    private void Take(Input input)
    {
        var contact = new Contact("id", TimeZoneInfo.Utc, fields)
        {
            Milestones = milestones,
            Enrolments = enrolments.Select(each => each.Program).ToHashSet(),
        };
        var reply = FrontDesk.Respond(library, new Visitor(contact, [.. conversations.Values], active, count), input, Now);
        (active, count) = (reply.Active, reply.ConversationCount);
        foreach (var conversation in reply.Changed)
        {
            conversations[conversation.Dialog] = conversation;
        }

        foreach (var effect in reply.Effects)
        {
            switch (effect)
            {
                case Say say:
                    Said.Add(say.Text.Text.Trim());
                    break;
                case ReachMilestone reached:
                    milestones.TryAdd((reached.Scope, reached.Name), Now);
                    break;
                case Enrol enrolled:
                    enrolments.Add((enrolled.Program, enrolled.Cycle));
                    break;
                case SaveField { Value: { } value } save:
                    fields = fields.With(save.Field, value);
                    break;
                case KeepQuestion:
                    // Only for the case that they want a human, which these scripts never do.
                    break;
                default:
                    throw new NotSupportedException($"The scripts of these tests do nothing that leads to {effect}.");
            }
        }
    }

    private static IEnumerable<string> Described(IEnumerable<Conversation> all) =>
        [.. all.Select(c => $"{c.Dialog} {c.Number} {c.Status} {c.Step} turn {c.Turn} {ConversationState.Write(c)}").Order(StringComparer.Ordinal)];
}
