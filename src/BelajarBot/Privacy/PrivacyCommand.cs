using BelajarBot.Access;
using System.Text;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Wording;
using Microsoft.Extensions.Options;

namespace BelajarBot.Privacy;

/// <summary><c>/privasi</c>: the notice, what was agreed to and when, and the way to take it back.</summary>
internal sealed class PrivacyCommand(IOptions<PrivacyOptions> options) : ICapability
{
    internal static readonly CommandContract Contract = new(
        "privasi",
        ("notice", ["keep", "consents"]), ("keep_days", ["days"]), ("keep_forever", []), ("no_consents", []),
        ("given", ["title", "version", "when"]), ("refused", ["title", "version", "when"]), ("withdrawn", ["title", "version", "when"]),
        ("withdraw_button", ["title"]), ("withdraw_ask", ["title"]), ("withdraw_yes_button", []), ("withdraw_no_button", []),
        ("withdraw_done", ["title"]), ("export_button", []), ("correct_button", []), ("erase_button", []),
        ("looks_button", []), ("looks", ["looks"]), ("look", ["when", "what"]), ("no_looks", []));

    private const string Ask = "tarik.";
    private const string Yes = "ya.";
    private const string Looks = "catatan";
    private const int MostLooks = 20;

    CommandContract ICapability.Contract => Contract;

    public Task AnswerAsync(CapabilityTurn turn)
    {
        var given = GivenConsents.Read(turn.Person.Consents);
        return !turn.IsPress ? TellAsync(turn)
            : turn.Arguments == Looks ? TellOfLooksAsync(turn)
            : Confirmation.Read(turn.Arguments, turn.Now) is { } confirmed && Named(Yes, confirmed) is { } withdrawn ? WithdrawAsync(turn, withdrawn)
            : Named(Ask, turn.Arguments) is { } asked ? ConfirmAsync(turn, asked)
            : TellAsync(turn);

        // Only what this person has given can be taken back, whatever the button says.
        Consent? Named(string what, string arguments) =>
            arguments.StartsWith(what, StringComparison.Ordinal) && given[arguments[what.Length..]] is not null
                ? turn.Library.Consents.GetValueOrDefault(arguments[what.Length..])
                : null;
    }

    private async Task TellAsync(CapabilityTurn turn)
    {
        var latest = (await ConsentHistory.OfPersonAsync(turn.Session, turn.Person.Id)).GroupBy(decision => decision.Consent).Select(all => all.Last()).ToList();
        var list = new StringBuilder();
        foreach (var decision in latest)
        {
            list.Append(turn.Text(decision.Decision, ("title", TitleOf(turn, decision.Consent)), ("version", decision.Version), ("when", When(turn, decision.At))).Text).Append('\n');
        }

        var buttons = GivenConsents.Read(turn.Person.Consents).Entries.Where(consent => turn.Library.Consents.ContainsKey(consent.Key))
            .Select(consent => Button.Asking(turn.Text("withdraw_button", ("title", TitleOf(turn, consent.Key))).Text, Contract.Command, Ask + consent.Key));
        await turn.SayAsync(
            turn.Text(
                "notice",
                ("keep", Keep(turn)),
                ("consents", latest.Count == 0 ? turn.Text("no_consents").Text : list.ToString().TrimEnd('\n'))),
            [
                .. buttons,
                Button.Asking(turn.Text("export_button").Text, "dataku", ""),
                turn.Button("looks_button", Looks),
                Button.Asking(turn.Text("correct_button").Text, "koreksi", ""),
                Button.Asking(turn.Text("erase_button").Text, "hapusdata", "tanya"),
                turn.MenuButton,
            ]);
    }

    /// <summary>What officers did with the data of this one person; what they did themselves is in <c>/dataku</c>.</summary>
    private static async Task TellOfLooksAsync(CapabilityTurn turn)
    {
        var looks = await turn.Session.QueryAsync<Look>(
            $"select at, act, area from audit where person_id = @Id and (officer_id is null or officer_id <> @Id) order by id desc limit {MostLooks}",
            new { turn.Person.Id });
        var lines = looks.Select(look => turn.Text(
            "look", ("when", When(turn, look.At)),
            ("what", string.Join(' ', new[]
            {
                ActWords.Of(turn.Library, turn.Person.Language, look.Act),
                look.Area is { Length: > 0 } area ? turn.Library.Texts.Data.Types.Regions.Find(area)?.Name ?? area : null,
            }.OfType<string>()))).Text);
        await turn.SayAsync(
            looks.Count == 0 ? turn.Text("no_looks") : turn.Text("looks", ("looks", string.Join('\n', lines))), turn.MenuButton);
    }

    private static Task ConfirmAsync(CapabilityTurn turn, Consent consent) => turn.SayAsync(
        turn.Text("withdraw_ask", ("title", TitleOf(turn, consent.Name))),
        turn.Button("withdraw_yes_button", Confirmation.Of(Yes + consent.Name, turn.Now)), turn.Button("withdraw_no_button", ""));

    private static async Task WithdrawAsync(CapabilityTurn turn, Consent consent)
    {
        await Withdrawal.WithdrawAsync(turn.Scope, consent);
        await turn.SayAsync(turn.Text("withdraw_done", ("title", TitleOf(turn, consent.Name))), turn.MenuButton);
    }

    private string Keep(CapabilityTurn turn) => options.Value.KeepInactive > TimeSpan.Zero
        ? turn.Text("keep_days", ("days", Moments.Number((int)options.Value.KeepInactive.TotalDays, turn.Person.Language))).Text
        : turn.Text("keep_forever").Text;

    private static string TitleOf(CapabilityTurn turn, string consent) =>
        turn.Library.Consents.GetValueOrDefault(consent)?.Title.In(turn.Person.Language).Source ?? consent.Replace('_', ' ');

    private static string When(CapabilityTurn turn, DateTimeOffset at) =>
        Moments.At(at, Person.ClockOf(turn.Person.Zone), turn.Person.Language);

    private sealed record Look(DateTimeOffset At, string Act, string? Area);
}
