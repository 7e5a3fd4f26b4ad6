using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Steps;

/// <summary>
/// Hands the person over to a human and stays silent until that is settled; then the dialog goes on at the step named:
/// <code>
/// - id: serahkan
///   say: Saya teruskan ke Duta Teknologi. Mereka membalas di sini.
///   handover: {queue: duta, note: "Kendala: {kendala|-}", reply_within: 1 day}
///   resume: masuk
/// </code>
/// </summary>
public sealed class HandoverStep : Step
{
    internal static readonly StepKind Kind = new("handover", ["handover", "resume"], step => new HandoverStep(step));

    /// <summary>Who is asked when a dialog itself hands nobody over.</summary>
    internal const string UsualQueue = "duta";

    private HandoverStep(Yaml.StepReader step)
        : base(step.Basics)
    {
        (Queue, Area, Note, Sla) = step.Handover();
        Resume = step.Word("resume");
    }

    /// <summary>Who is asked.</summary>
    public string Queue { get; }

    /// <summary>The field of the person whose area decides, or null for the person's region.</summary>
    public string? Area { get; }

    /// <summary>What the human is told, or null.</summary>
    public Text? Note { get; }

    /// <summary>How soon somebody should answer, or null.</summary>
    public TimeSpan? Sla { get; }

    /// <summary>Where the dialog goes on when the human is done.</summary>
    public string? Resume { get; }

    /// <inheritdoc />
    public override bool Waits => true;

    /// <inheritdoc />
    public override IEnumerable<Text> Texts => Note is null ? base.Texts : [.. base.Texts, Note];

    internal override IEnumerable<Way> Ways => Resume is null ? base.Ways : [new Way(Resume, PlaceOf("resume"))];

    internal override Next Enter(TurnBuilder turn)
    {
        if (Say is not null)
        {
            turn.Say(Say);
        }

        turn.StandOn(Id);
        turn.SetStatus(ConversationStatus.HandedOver);
        turn.Add(new OpenTicket(turn.Dialog.Id, Queue, turn.Fields[Area ?? "region"], turn.Render(Note), Sla));
        return Next.Stay;
    }

    internal override Next Past(TurnBuilder turn) => Resume is null ? base.Past(turn) : Next.Go(Resume);

    internal override Next Wake(TurnBuilder turn)
    {
        turn.SetStatus(ConversationStatus.Open);
        var next = Complete(turn);
        return Resume is null ? next : Next.Go(Resume);
    }
}
