using BelajarBot.Dialogs.Engine;
using TelegramSimulator.People;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>
/// A teacher who goes through the activation like a real one: reads the newest message, presses the button that leads on,
/// sometimes types instead, sometimes answers wrongly first, and when nothing comes does the same again.
/// </summary>
internal sealed class ActivatingPerson(SimulatedPerson phone, Random chance)
{
    private const string Address = "sari.wulandari12@guru.sd.belajar.id";

    /// <summary>For each question the answer that leads on and one that does not; a question is known by its buttons.</summary>
    private static readonly (string Right, string Wrong)[] Answers =
    [
        ("Sudah tahu", "Belum tahu"),
        ("Sudah ketemu", "Tidak ditemukan"),
        ("Sudah", "Lupa kata sandi"),
        ("Berhasil", "Belum bisa"),
        ("Kata sandi salah", "Masuk ke Gmail pribadi"),
        ("Sudah diganti", "bagaimana ya"),
        ("Sudah aktif", "hmm sebentar"),
        ("Sudah Aktif", "Belum berubah"),
    ];

    /// <summary>Each question of the shortest way, by words that only it has.</summary>
    public static IReadOnlyList<string> Questions { get; } =
    [
        "Sudah tahu alamat", "Ketik alamatnya", "Sudah punya kata sandinya", "Berhasil masuk?", "Sudah diganti?", "Sudah aktif?", "Statusnya sudah",
    ];

    private readonly HashSet<string> failedOnce = [];
    private bool isAddressWrong;

    /// <summary>The phone.</summary>
    public SimulatedPerson Phone => phone;

    /// <summary>How often, of a hundred times, this person types instead of pressing, and answers wrongly at first.</summary>
    public int Clumsiness { get; init; }

    /// <summary>How often, of a hundred times, this person also writes something at the moment of pressing, which may come first.</summary>
    public int Haste { get; init; }

    /// <summary>Everything that they did, in the order in which it came to Telegram, with the numbers that it has there.</summary>
    public List<(int UpdateId, Input Input)> Did { get; } = [];

    /// <summary>The bot's words on their phone.</summary>
    public IEnumerable<string> Read => phone.Inbox.Select(message => message.Text);

    /// <summary>Whether they were told that it is done.</summary>
    public bool HasFinished => phone.Inbox.Any(IsTheEnd);

    /// <summary>Goes all the way.</summary>
    /// <param name="patience">How long they wait before they do the same again.</param>
    /// <param name="thinking">The longest that they think before they answer.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task ActivateAsync(TimeSpan patience, TimeSpan thinking, CancellationToken cancel)
    {
        Say("/aktivasi");
        while (true)
        {
            var isNews = true;
            try
            {
                await phone.NextMessageAsync(patience, cancel);
            }
            catch (TimeoutException)
            {
                isNews = false;
            }

            var newest = phone.Inbox is [.., var last] ? last : null;
            // A press in haste may be answered after the end; whoever has got there does not begin something else.
            if (phone.Inbox.Any(IsTheEnd))
            {
                return;
            }

            if (isNews && !IsQuestion(newest!))
            {
                continue;
            }

            await Task.Delay(thinking * chance.NextDouble(), cancel);
            AnswerTo(newest);
        }
    }

    private static bool IsTheEnd(ChatMessage message) => message.Text.StartsWith("Selamat, ", StringComparison.Ordinal);

    private bool IsQuestion(ChatMessage message) =>
        message.Labels.Any() || isAddressWrong || message.Text.StartsWith("Ketik alamatnya", StringComparison.Ordinal);

    private void AnswerTo(ChatMessage? newest)
    {
        if (newest is null)
        {
            Say("/aktivasi");
            return;
        }

        // Whoever slips twice is offered a human too; these people go on by themselves.
        var labels = newest.Labels.Where(label => label != "Tanya petugas").ToList();
        var (right, wrong) = labels.Count == 0
            ? (Address, "sari@gmail.com")
            : Answers.FirstOrDefault(answer => labels.Contains(answer.Right), (Right: labels[0], Wrong: labels[0]));
        var answer = IsClumsy() && failedOnce.Add(right) ? wrong : right;
        isAddressWrong = answer == "sari@gmail.com";
        // What is not on their way they only press: typed too late it would be a question of its own, to a human for instance.
        if (labels.Contains(answer) && (!IsClumsy() || Answers.All(each => each.Right != right)))
        {
            var isHasty = chance.Next(100) < Haste;
            var isOvertaken = chance.Next(2) == 0;
            if (isHasty && !isOvertaken)
            {
                Say("sebentar ya");
            }

            var press = phone.Presses(answer, newest.Id)!;
            Did.Add((press.UpdateId!.Value, new PressInput(press.Data)));
            if (isHasty && isOvertaken)
            {
                Say("sebentar ya");
            }
        }
        else
        {
            Say(answer);
        }
    }

    private void Say(string text) => Did.Add((phone.Says(text)!.Value, new TextInput(text)));

    private bool IsClumsy() => chance.Next(100) < Clumsiness;
}
