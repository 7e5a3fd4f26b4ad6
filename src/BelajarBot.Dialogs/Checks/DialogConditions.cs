using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Expressions;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Checks;

/// <summary>Compiles the conditions of a dialog against everything that they may mention.</summary>
internal static class DialogConditions
{
    internal static void Compile(Dialog dialog, IReadOnlyCollection<DialogNames> dialogs, IReadOnlyDictionary<string, string> areas, ProblemList problems)
    {
        var variables = Variables(dialog);
        var schemas = new Dictionary<string, ExpressionSchema>();
        foreach (var condition in dialog.Conditions)
        {
            if (!schemas.TryGetValue(condition.OfAnswer ?? "", out var schema))
            {
                var all = condition.OfAnswer is { } answer && dialog.Answers.TryGetValue(answer, out var asked)
                    ? variables.Append(new Variable(VariableSource.Input, "answer", KindOf(asked.Type), ChoicesOf(dialog, answer)))
                    : variables;
                schemas[condition.OfAnswer ?? ""] = schema = new ExpressionSchema(ExpressionUse.Dialog, all, dialogs)
                {
                    Dialog = dialog.Id,
                    Areas = areas,
                    Programs = dialog.Program is null ? [] : [dialog.Program],
                };
            }

            condition.Compile(schema, problems);
        }
    }

    private static List<Variable> Variables(Dialog dialog) =>
    [
        .. ContactFields.Names.Select(field => new Variable(VariableSource.Contact, field, KindOfField(field), ContactFields.ChoicesOf(field))),
        .. dialog.Answers.Values.Select(answer =>
            new Variable(VariableSource.Answer, answer.Name, KindOf(answer.Type), ChoicesOf(dialog, answer.Name))),
    ];

    private static System.Collections.Immutable.ImmutableArray<string> ChoicesOf(Dialog dialog, string answer) =>
    [
        .. dialog.Steps.OfType<ChoicesStep>().Where(step => step.Asks == answer)
            .SelectMany(step => step.Choices).Select(choice => choice.Id).Distinct(),
    ];

    private static ValueKind KindOfField(string field) => KindOf(ContactFields.TypeOf(field)!);

    private static ValueKind KindOf(string type) => type switch
    {
        "choice" => ValueKind.Choice,
        "number" => ValueKind.Number,
        "date" or "datetime" => ValueKind.Date,
        "region" => ValueKind.Area,
        _ => ValueKind.Text,
    };
}
