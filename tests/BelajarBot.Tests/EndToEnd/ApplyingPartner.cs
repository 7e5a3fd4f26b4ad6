using System.Collections.Immutable;
using TelegramSimulator.People;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>
/// Somebody who sends in an issue for the PMO and answers the invitation to a meeting, in either order. Each question is
/// answered once, because an answer in words that came twice would answer the next question too; buttons are pressed again
/// when nothing comes, and sometimes at once.
/// </summary>
/// <param name="phone">The phone.</param>
/// <param name="link">What the link of the meeting carries.</param>
/// <param name="chance">Decides what they do.</param>
internal sealed class ApplyingPartner(SimulatedPerson phone, string link, Random chance)
{
    private const string Accepted = "✅ Saya datang";
    private const string Queue = "⏳ Masuk daftar tunggu";

    private static readonly ImmutableArray<(string Label, string Id)> Topics =
        [("Akun guru", "akun"), ("Pemanfaatan TIK", "tik"), ("Perencanaan data", "data"), ("Dana transfer", "dana"), ("Lainnya", "lain")];

    private static readonly ImmutableArray<(string Words, string Code)> Regions =
        [("Kota Bandung", "32.73"), ("Kota Surabaya", "35.78"), ("Kota Denpasar", "51.71")];

    private readonly HashSet<string> answered = [];
    private readonly (string Label, string Id) topic = Topics[chance.Next(Topics.Length)];
    private readonly (string Words, string Code) region = Regions[chance.Next(Regions.Length)];
    private readonly bool isSendingFirst = chance.Next(2) == 0;
    private string pressed = "";
    private int read;

    /// <summary>The phone.</summary>
    public SimulatedPerson Phone => phone;

    /// <summary>Whether they come and then say that they do not.</summary>
    public bool ChangesTheirMind { get; } = chance.Next(3) == 0;

    /// <summary>What they answered, as it should be kept.</summary>
    public (string Topic, string Region, string Issue) Answers => (topic.Id, region.Code, Issue);

    /// <summary>The number that their issue got, as they were told; of one that was told twice the one number.</summary>
    public string? Number => Told("📨 Terkirim dengan nomor ").Select(text => text.Split(' ')[4]).Distinct().SingleOrDefault();

    /// <summary>What they were told last of their seat, or null.</summary>
    public string? Seat => phone.Inbox.Select(message => message.Text switch
    {
        var text when text.StartsWith("Anda terdaftar untuk", StringComparison.Ordinal) || text.StartsWith("Anda memang sudah terdaftar", StringComparison.Ordinal) => "yes",
        var text when text.Contains("sudah penuh. Anda nomor", StringComparison.Ordinal) => "waiting",
        var text when text.StartsWith("🎉 Ada kursi kosong", StringComparison.Ordinal) => "offered",
        var text when text.StartsWith("Baik, Anda tidak datang", StringComparison.Ordinal) => "no",
        _ => null,
    }).LastOrDefault(state => state is not null);

    private string Issue => $"Isu dari {phone.Id}: sinyal lemah di {phone.Id % 7 + 1} sekolah.";

    private bool HasSent => Told("📨 Terkirim").Any();

    private bool HasAnswered => ChangesTheirMind ? Seat == "no" : Seat is not null;

    /// <summary>Does both.</summary>
    /// <param name="patience">How long they wait before they press again.</param>
    /// <param name="thinking">The longest that they think before they answer.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task ApplyAsync(TimeSpan patience, TimeSpan thinking, CancellationToken cancel)
    {
        Begin(isSendingFirst);
        while (!(HasSent && HasAnswered))
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

            await Task.Delay(thinking * chance.NextDouble(), cancel);
            if (isNews || phone.Inbox.Count > 0)
            {
                React(isImpatient: !isNews);
            }
        }
    }

    private IEnumerable<string> Told(string beginning) =>
        phone.Inbox.Select(message => message.Text).Where(text => text.StartsWith(beginning, StringComparison.Ordinal));

    private void Begin(bool isSending)
    {
        if (answered.Add(isSending ? "begin" : "come"))
        {
            phone.Says(isSending ? "/pmo" : $"/start kegiatan-{link}");
        }
    }

    /// <summary>Does what the newest message asks for that they have not done yet; several messages may have come at once.</summary>
    private void React(bool isImpatient)
    {
        var inbox = phone.Inbox;
        foreach (var message in inbox.Skip(isImpatient ? Math.Max(0, inbox.Count - 1) : read).ToList())
        {
            switch (message)
            {
                case var _ when message.Labels.Contains("Saya setuju"):
                    Press(message, "Saya setuju", isImpatient);
                    break;
                case var _ when message.Labels.Contains(topic.Label):
                    Press(message, topic.Label, isImpatient);
                    break;
                case { Text: var text } when text.StartsWith("Di kabupaten atau kota mana", StringComparison.Ordinal):
                    SayOnce(region.Words);
                    break;
                case { Text: var text } when text.StartsWith("Apa isunya", StringComparison.Ordinal):
                    SayOnce(Issue);
                    break;
                case var _ when message.Labels.Contains("📨 Kirim"):
                    Press(message, "📨 Kirim", isImpatient);
                    break;
                case var _ when message.Labels.Contains(Accepted):
                    Press(message, Accepted, isImpatient);
                    break;
                case var _ when message.Labels.Contains(Queue):
                    Press(message, Queue, isImpatient);
                    break;
                case var _ when ChangesTheirMind && Seat is "yes" or "waiting" or "offered" && message.Labels.Contains("Tidak jadi datang"):
                    Press(message, "Tidak jadi datang", isImpatient);
                    break;
            }
        }

        read = inbox.Count;
        if (HasSent || HasAnswered)
        {
            Begin(isSending: !HasSent);
        }
    }

    /// <summary>Presses a button once, and again when nothing came of it; some press twice at once.</summary>
    private void Press(ChatMessage message, string label, bool isImpatient)
    {
        if (!answered.Add(label) && !(isImpatient && pressed == label))
        {
            return;
        }

        pressed = label;
        phone.Presses(label, message.Id);
        if (chance.Next(4) == 0)
        {
            phone.Presses(label, message.Id);
        }
    }

    private void SayOnce(string words)
    {
        if (answered.Add(words))
        {
            phone.Says(words);
        }
    }
}
