namespace BelajarBot.Dialogs.Expressions;

/// <content>Words that name something in the schema, or one of its ids.</content>
internal sealed partial class Binder
{
    private Variable? BindVariable(NameSyntax name)
    {
        if (schema.Find(name.Name) is not { } variable)
        {
            Fail(schema.Variables.FirstOrDefault(each => each.Choices.Contains(name.Name)) is { } owner
                ? Trouble.LooseChoice(name.Place, name.Name, owner)
                : Trouble.UnknownName(name.Place, name.Name, DidYouMean.Of(name.Name, schema.Words)));
            return null;
        }

        if (schema.Use is ExpressionUse.Audience && !variable.IsStored)
        {
            Fail(Trouble.NotInAudience(name.Place, name.Name));
            return null;
        }

        return variable;
    }

    private Condition BindStuck(Syntax argument)
    {
        var name = argument.ToString();
        var (dialog, step) = name.Split('.', 2) is [var first, var second] ? (first, second) : (name, null);
        if (schema.Dialogs.TryGetValue(dialog, out var found) && (step is null || found.Steps.Contains(step)))
        {
            return new Stuck(dialog, step);
        }

        if (step is null && schema.Dialog is { } own && schema.Dialogs.TryGetValue(own, out found) && found.Steps.Contains(name))
        {
            return new Stuck(own, name);
        }

        var names = schema.Dialogs.Values.SelectMany(each => each.Steps.Select(other => $"{each.Name}.{other}")).Concat(schema.Dialogs.Keys);
        return Fail(Trouble.UnknownStep(argument.Place, name, DidYouMean.Of(name, names)));
    }

    private MilestoneName? BindMilestone(Syntax argument)
    {
        var name = argument.ToString();
        var (dialog, milestone) = name.Split('.', 2) is [var first, var second] ? (first, second) : (schema.Dialog, name);
        if (dialog is not null && schema.Dialogs.TryGetValue(dialog, out var found) && found.Milestones.Contains(milestone))
        {
            var known = new MilestoneName(dialog, milestone);
            Milestones.Add(known);
            return known;
        }

        var names = schema.Dialogs.Values.SelectMany(each => each.Milestones.Select(other =>
            each.Name == schema.Dialog && !name.Contains('.') ? other : $"{each.Name}.{other}"));
        Fail(Trouble.UnknownMilestone(argument.Place, name, DidYouMean.Of(name, names)));
        return null;
    }

    private string BindChoice(Syntax syntax, Variable variable)
    {
        var id = syntax is TextSyntax text ? text.Text : syntax.ToString();
        if (syntax is not (TextSyntax or NameSyntax) || !variable.Choices.Contains(id))
        {
            Fail(Trouble.NotAChoice(syntax.Place, id, variable, DidYouMean.Of(id, variable.Choices)));
        }

        return id;
    }

    private string BindArea(Syntax syntax)
    {
        var word = syntax is TextSyntax text ? text.Text.ToLowerInvariant() : syntax.ToString();
        if (syntax is (TextSyntax or NameSyntax or NumberSyntax) && schema.Areas.TryGetValue(word, out var code))
        {
            return code;
        }

        Fail(Trouble.UnknownArea(syntax.Place, word, DidYouMean.Of(word, schema.Areas.Keys)));
        return word;
    }

    private string BindText(Syntax syntax)
    {
        if (syntax is not TextSyntax text)
        {
            Fail(Trouble.NeedsQuotes(syntax.Place, syntax.ToString()));
            return string.Empty;
        }

        if (text.Text.Length == 0)
        {
            Fail(Trouble.EmptyText(syntax.Place));
        }

        return text.Text;
    }
}
