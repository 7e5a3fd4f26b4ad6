using System.Collections.Immutable;

namespace BelajarBot.Dialogs.Expressions;

/// <summary>Where the value of a name comes from.</summary>
public enum VariableSource
{
    /// <summary>A field of the person: <c>contact.role</c>, or <c>role</c> for short.</summary>
    Contact,

    /// <summary>An answer of the dialog: <c>answers.npsn</c>, or <c>npsn</c> for short; known in memory only.</summary>
    Answer,

    /// <summary>The answer under examination, called <c>answer</c>; known in memory only.</summary>
    Input,

    /// <summary>A property of the programme, the same for everybody: <c>program.tenggat</c>.</summary>
    Program,
}

/// <summary>A name that expressions may read.</summary>
/// <param name="Source">Where its value comes from.</param>
/// <param name="Key">The name within its source: <c>role</c>, <c>npsn.nama</c>, <c>tenggat</c>.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Choices">For a choice: every id that it may have.</param>
public sealed record Variable(VariableSource Source, string Key, ValueKind Kind, ImmutableArray<string> Choices)
{
    /// <summary>A name whose values are no closed list.</summary>
    /// <param name="source">Where its value comes from.</param>
    /// <param name="key">The name within its source.</param>
    /// <param name="kind">What it holds.</param>
    public Variable(VariableSource source, string key, ValueKind kind)
        : this(source, key, kind, [])
    {
    }

    /// <summary>Where its value comes from.</summary>
    public VariableSource Source { get; } = Source;

    /// <summary>The name within its source.</summary>
    public string Key { get; } = Key;

    /// <summary>For a choice: every id that it may have; otherwise empty.</summary>
    public ImmutableArray<string> Choices { get; } = Choices.IsDefault ? [] : Choices;

    /// <summary>The full name that authors write: <c>contact.role</c>, <c>answers.npsn</c>, <c>answer</c>.</summary>
    public string Name { get; } = Source switch
    {
        VariableSource.Contact => $"contact.{Key}",
        VariableSource.Answer => $"answers.{Key}",
        VariableSource.Program => $"program.{Key}",
        _ => Key,
    };

    internal bool IsStored => Source is VariableSource.Contact or VariableSource.Program;
}

/// <summary>A milestone of a dialog.</summary>
/// <param name="Dialog">The dialog.</param>
/// <param name="Milestone">The milestone in it.</param>
public sealed record MilestoneName(string Dialog, string Milestone)
{
    /// <inheritdoc />
    public override string ToString() => $"{Dialog}.{Milestone}";
}

/// <summary>The names in a dialog which expressions elsewhere may mention.</summary>
/// <param name="Name">The dialog.</param>
/// <param name="Milestones">Its milestones.</param>
/// <param name="Steps">Its steps.</param>
public sealed record DialogNames(string Name, ImmutableArray<string> Milestones, ImmutableArray<string> Steps);

/// <summary>What an expression is for, which decides what it may read.</summary>
public enum ExpressionUse
{
    /// <summary>A condition about one person in a dialog; evaluated in memory.</summary>
    Dialog,

    /// <summary>A query over all people; evaluated in memory and as SQL, so answers cannot be read.</summary>
    Audience,
}

/// <summary>
/// Every name that an expression may use, with its type. Immutable; make one per dialog (and one for audiences) and
/// compile any number of expressions with it.
/// </summary>
public sealed class ExpressionSchema
{
    private readonly Dictionary<string, Variable> _byName = [];
    private readonly Dictionary<string, DialogNames> _dialogs = [];

    /// <summary>A schema.</summary>
    /// <param name="use">What its expressions are for.</param>
    /// <param name="variables">The names; where an answer and a contact field share one, the short form is the answer.</param>
    /// <param name="dialogs">The dialogs whose milestones and steps may be mentioned.</param>
    public ExpressionSchema(ExpressionUse use, IEnumerable<Variable> variables, IEnumerable<DialogNames> dialogs)
    {
        Use = use;
        Variables = [.. variables];
        foreach (var variable in Variables)
        {
            _byName[variable.Name] = variable;
        }

        foreach (var contact in Variables.Where(variable => variable.Source is VariableSource.Contact))
        {
            _byName.TryAdd(contact.Key, contact);
        }

        // After the contact fields, and only in a dialog: in an audience the short name can only mean the field.
        foreach (var answer in Variables.Where(variable => variable.Source is VariableSource.Answer))
        {
            if (use is ExpressionUse.Dialog)
            {
                _byName[answer.Key] = answer;
            }
            else
            {
                _byName.TryAdd(answer.Key, answer);
            }
        }

        foreach (var dialog in dialogs)
        {
            _dialogs[dialog.Name] = dialog;
        }
    }

    /// <summary>What its expressions are for.</summary>
    public ExpressionUse Use { get; }

    /// <summary>The names that may be read.</summary>
    public ImmutableArray<Variable> Variables { get; }

    /// <summary>The dialog in which the expression stands: its milestones and steps need no prefix. Null outside a dialog.</summary>
    public string? Dialog { get; init; }

    /// <summary>The programmes that may be mentioned.</summary>
    public ImmutableArray<string> Programs { get; init; } = [];

    /// <summary>The consents that may be mentioned.</summary>
    public ImmutableArray<string> Consents { get; init; } = [];

    /// <summary>Every word for a region, in lower case, with its code; each code is a word for itself.</summary>
    public IReadOnlyDictionary<string, string> Areas { get; init; } = new Dictionary<string, string>();

    /// <summary>The clock offset in which a day such as <c>2026-06-30</c> begins. Default: WIB, seven hours.</summary>
    public TimeSpan DayOffset { get; init; } = TimeSpan.FromHours(7);

    internal IReadOnlyDictionary<string, DialogNames> Dialogs => _dialogs;

    internal Variable? Find(string name) => _byName.GetValueOrDefault(name);

    internal IEnumerable<string> Words => _byName.Keys;
}
