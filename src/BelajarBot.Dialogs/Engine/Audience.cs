using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Expressions;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Dialogs.Engine;

/// <summary>Reads expressions about all people: whom a broadcast is for, whom a figure counts.</summary>
public static class Audience
{
    /// <summary>Compiles an expression against the dialogs, programmes, consents and regions of this moment.</summary>
    /// <param name="source">The text.</param>
    /// <param name="library">What it may mention.</param>
    public static ExpressionResult Compile(string source, DialogLibrary library) => Expression.Compile(source, new ExpressionSchema(
        ExpressionUse.Audience,
        [
            .. ContactFields.Names.Select(field => new Variable(VariableSource.Contact, field, KindOf(field), ContactFields.ChoicesOf(field))),
            new Variable(VariableSource.Contact, "area", ValueKind.Area),
            new Variable(VariableSource.Contact, "seen", ValueKind.Date),
            .. library.Programmes.Variables(own: null),
        ],
        DialogLoader.NamesOf(library.Dialogs))
    {
        Areas = library.Texts.Data.AreaWords,
        Consents = [.. library.Consents.Keys],
        Programs = [.. library.Programmes.All.Select(programme => programme.Id)],
    });

    private static ValueKind KindOf(string field) => ContactFields.TypeOf(field) switch
    {
        "choice" => ValueKind.Choice,
        "region" => ValueKind.Area,
        _ => ValueKind.Text,
    };
}
