using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Expressions;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Checks;

/// <summary>What the conditions of dialogs may name besides the dialogs themselves.</summary>
/// <param name="Areas">The codes of regions, by folded name.</param>
/// <param name="Consents">The consents that people can give.</param>
/// <param name="Programmes">The programmes, with their values.</param>
internal sealed record NamesOutside(IReadOnlyDictionary<string, string> Areas, ImmutableArray<string> Consents, Programmes Programmes);

/// <summary>Compiles the conditions of a dialog against everything that they may mention.</summary>
internal static class DialogConditions
{
    internal static void Compile(Dialog dialog, IReadOnlyCollection<DialogNames> dialogs, NamesOutside outside, ProblemList problems)
    {
        var variables = Variables(dialog, outside.Programmes);
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
                    Dialog = dialog.IsOfProgramme ? dialog.Program : dialog.Id,
                    Areas = outside.Areas,
                    Consents = outside.Consents,
                    Programs = [.. outside.Programmes.All.Select(programme => programme.Id).Union(dialog.Program is null ? [] : [dialog.Program])],
                };
            }

            condition.Compile(schema, problems);
        }
    }

    private static List<Variable> Variables(Dialog dialog, Programmes programmes) =>
    [
        .. ContactFields.Readable.Select(field => new Variable(VariableSource.Contact, field, KindOfField(field), ContactFields.ChoicesOf(field))),
        .. dialog.Answers.Values.Select(answer =>
            new Variable(VariableSource.Answer, answer.Name, KindOf(answer.Type), ChoicesOf(dialog, answer.Name))),
        .. programmes.Variables(dialog.Program),
    ];

    private static ImmutableArray<string> ChoicesOf(Dialog dialog, string answer) =>
    [
        .. dialog.Steps.OfType<ChoicesStep>().Where(step => step.Asks == answer)
            .SelectMany(step => step.Choices).Select(choice => choice.Id).Distinct(),
    ];

    private static ValueKind KindOfField(string field) => KindOf(ContactFields.TypeOf(field) ?? "text");

    private static ValueKind KindOf(string type) => type switch
    {
        "choice" => ValueKind.Choice,
        "number" => ValueKind.Number,
        "date" or "datetime" => ValueKind.Date,
        "region" => ValueKind.Area,
        _ => ValueKind.Text,
    };
}
