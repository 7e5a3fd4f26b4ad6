using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace BelajarBot.Dialogs.Expressions;

/// <summary>Collects the text and the parameters of a condition. No value ever becomes text.</summary>
internal sealed class SqlWriter(SqlNames names, IFacts shared, string prefix)
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, object> _parameters = [];
    private string? _now;

    public SqlCondition Condition => new(_text.ToString(), _parameters);

    public void Write(string text) => _text.Append(text);

    public void WriteParameter(string value) => Write(Add(value));

    // Moments and durations are whole milliseconds, in bigint columns.
    public void WriteParameter(ValueKind kind, Value value) => Write(Add(kind switch
    {
        ValueKind.Date or ValueKind.Duration => (long)value.Number,
        ValueKind.Number or ValueKind.Flag => value.Number,
        _ => value.Text,
    }));

    public void WriteNow() => Write(_now ??= Add(shared.Now.ToUnixTimeMilliseconds()));

    public void WriteVariable(Variable variable)
    {
        if (names.Columns.TryGetValue(variable.Name, out var column))
        {
            Write(column);
            return;
        }

        if (variable.Source is not VariableSource.Program)
        {
            throw new InvalidOperationException($"{variable.Name} has no column; the audience schema offers what {nameof(SqlNames)} lacks.");
        }

        if (shared.Read(variable) is { Exists: true } value)
        {
            WriteParameter(variable.Kind, value);
        }
        else
        {
            // A bare null has no type, which PostgreSQL minds in arithmetic.
            Write(variable.Kind switch
            {
                ValueKind.Date or ValueKind.Duration => "cast(null as bigint)",
                ValueKind.Number or ValueKind.Flag => "cast(null as double precision)",
                _ => "cast(null as text)",
            });
        }
    }

    public void WriteFolded(Operand words)
    {
        var around = names.Folded.Split("{0}");
        Write(around[0]);
        words.WriteSql(this);
        Write(around[1]);
    }

    public void WriteOneOf(Operand subject, ImmutableArray<string> ids, bool negated)
    {
        if (negated)
        {
            Write("(");
            subject.WriteExists(this);
            Write(" and ");
        }

        subject.WriteSql(this);
        Write(negated ? " not in (" : " in (");
        for (var i = 0; i < ids.Length; i++)
        {
            Write(i == 0 ? string.Empty : ", ");
            WriteParameter(ids[i]);
        }

        Write(negated ? "))" : ")");
    }

    /// <summary>
    /// The code itself and all that begin with it and a dot, as one range that an index can serve: codes are digits and
    /// dots, and of all signs before '/' only the dot is among them.
    /// </summary>
    public void WriteInArea(Operand subject, string code)
    {
        subject.WriteSql(this);
        Write(" >= ");
        WriteParameter(code);
        Write(" and ");
        subject.WriteSql(this);
        Write(" < ");
        WriteParameter(code + "/");
    }

    public void WriteLike(string words, bool before, bool after)
    {
        var escaped = words.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_");
        Write(" like ");
        WriteParameter((before ? "%" : string.Empty) + escaped + (after ? "%" : string.Empty));
        Write(" escape '\\'");
    }

    public void WriteMilestone(MilestoneName milestone, string select)
    {
        Write($"{select} from milestone m where m.person_id = {names.PersonId} and m.scope = ");
        WriteParameter(names.ScopeOf(milestone.Dialog));
        Write(" and m.cycle = ");
        WriteParameter(names.CycleOf(milestone.Dialog));
        Write(" and m.milestone = ");
        WriteParameter(milestone.Milestone);
        Write(")");
    }

    public void WriteConversation(string dialog, string? step)
    {
        Write($"exists (select 1 from conversation c where c.person_id = {names.PersonId} and {names.Unfinished} and c.dialog = ");
        WriteParameter(dialog);
        if (step is not null)
        {
            Write(" and c.step = ");
            WriteParameter(step);
        }

        Write(")");
    }

    public void WriteEnrolled(string program)
    {
        Write($"exists (select 1 from enrolment e where e.person_id = {names.PersonId} and e.program = ");
        WriteParameter(program);
        Write(" and e.cycle = ");
        WriteParameter(names.CycleOf(program));
        Write(")");
    }

    public void WriteConsented(string consent) => Write(names.Consented.Replace("{0}", Add(consent)));

    private string Add(object value)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{prefix}{_parameters.Count}");
        _parameters.Add(name, value);
        return "@" + name;
    }
}
