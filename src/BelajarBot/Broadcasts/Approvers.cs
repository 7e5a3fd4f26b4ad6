using System.Collections.Immutable;
using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Broadcasts;

/// <summary>The second officers who let a broadcast out, and what they are shown of it in their own chats.</summary>
internal static class Approvers
{
    internal const string Approve = "setuju";
    internal const string Reject = "tolak";

    /// <summary>How many of those who may approve are asked.</summary>
    private const int MostAsked = 5;

    /// <summary>Asks them; returns what was put into the outbox, and what its author is told: whose word it awaits, if anybody's.</summary>
    internal static async Task<(IReadOnlyList<OutgoingMessage> Said, RichText Told)> AskAsync(
        Session session, Officers officers, DialogLibrary library, Broadcast broadcast, Delivery delivery, BroadcastWords words, DateTimeOffset now)
    {
        var approvers = await officers.WhoMayAsync(
            session, [Permission.Broadcast, Permission.ApproveBroadcasts], broadcast.Limit, broadcast.Channel, now);
        var asked = approvers.Where(person => person.Id != broadcast.OfficerId).Take(MostAsked).ToList();
        var said = new List<OutgoingMessage>();
        foreach (var approver in asked)
        {
            said.AddRange(await ShowAsync(session, library, broadcast, delivery, approver, now));
        }

        var number = words.Number(broadcast.Id);
        return (said, asked.Count == 0
            ? words["no_approver", ("number", number)]
            : words["handed_in", ("number", number), ("names", string.Join(", ", asked.Select(person => person.Name ?? words["name_instead"].Text)))]);
    }

    /// <summary>What one of them can decide.</summary>
    internal static Button[] Buttons(Broadcast broadcast, BroadcastWords words) =>
    [
        words.Button("approve_button", $"{Approve}.{broadcast.Id}.{broadcast.Version}"), words.Button("reject_button", $"{Reject}.{broadcast.Id}.{broadcast.Version}"),
    ];

    /// <summary>The decision that somebody types, with the number of the broadcast where they name it: "setujui siaran 5"; null for anything else.</summary>
    internal static (string Verb, long? Number)? Read(string typed) =>
        Fold.Words(typed) is [var word, "siaran" or "broadcast", .. var rest] && (word is "setujui" or "approve" ? Approve : word is "kembalikan" or "return" ? Reject : null) is { } verb
            ? (verb, long.TryParse(string.Concat(rest.Where(part => part.All(char.IsAsciiDigit))), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null)
            : null;

    /// <summary>Shows one of them what it says, and asks.</summary>
    internal static async Task<IReadOnlyList<OutgoingMessage>> ShowAsync(
        Session session, DialogLibrary library, Broadcast broadcast, Delivery delivery, Person approver, DateTimeOffset now)
    {
        var said = new List<OutgoingMessage>();
        foreach (var json in await session.QueryAsync<string>(
            "select body from campaign_text where campaign_id = @CampaignId order by language desc", new { broadcast.CampaignId }))
        {
            await SayAsync(Body.Read(json).For(approver.Name));
        }

        var words = new BroadcastWords(library, approver, now);
        await SayAsync(Body.Of(
            words[
                "approve_ask",
                ("number", words.Number(broadcast.Id)), ("audience", broadcast.AudienceWords), ("count", words.Number(broadcast.Counted)),
                ("when", words.When(broadcast)), ("duration", words.Duration(delivery.Duration)), ("night", words.Night(delivery))],
            [.. Buttons(broadcast, words).Select(button => ImmutableArray.Create(button))]));
        return said;

        async Task SayAsync(Body body) => said.Add(
            await Outbox.AddAsync(session, approver.Id, approver.Channel, approver.Address, MessageClass.Reply, body, now));
    }
}
