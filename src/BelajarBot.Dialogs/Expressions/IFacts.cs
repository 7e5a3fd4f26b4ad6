namespace BelajarBot.Dialogs.Expressions;

/// <summary>What is known about one person, now: everything that an expression may ask.</summary>
public interface IFacts
{
    /// <summary>The moment for which the answer holds.</summary>
    DateTimeOffset Now { get; }

    /// <summary>The value of a name of the schema; <see cref="Value.Missing"/> when there is none.</summary>
    /// <param name="variable">The name, as the schema declares it; of kind <see cref="Variable.Kind"/>.</param>
    Value Read(Variable variable);

    /// <summary>When the person reached a milestone in the present cycle, or null.</summary>
    /// <param name="milestone">The milestone.</param>
    DateTimeOffset? ReachedAt(MilestoneName milestone);

    /// <summary>Whether the person has an unfinished conversation in a dialog, at a step if one is given.</summary>
    /// <param name="dialog">The dialog.</param>
    /// <param name="step">The step, or null for any.</param>
    bool StandsAt(string dialog, string? step);

    /// <summary>Whether the person has given a consent, in whatever version, and not taken it back.</summary>
    /// <param name="consent">The consent.</param>
    bool HasConsented(string consent);

    /// <summary>Whether the person is enrolled in the present cycle of a programme.</summary>
    /// <param name="program">The programme.</param>
    bool IsEnrolled(string program);
}
