using BelajarBot.Dialogs.Expressions;

namespace BelajarBot.Dialogs.Tests.Expressions;

/// <summary>What a condition proves to have a value; the checks build on it, so it must never claim too much.</summary>
public sealed class KnownWhenTests
{
    private static readonly ExpressionSchema Schema = new(
        ExpressionUse.Dialog,
        [
            new Variable(VariableSource.Answer, "npsn", ValueKind.Text),
            new Variable(VariableSource.Answer, "umur", ValueKind.Number),
            new Variable(VariableSource.Contact, "role", ValueKind.Choice, ["guru", "kepsek"]),
        ],
        []);

    [Theory]
    [InlineData("npsn", "answers.npsn", "")]
    [InlineData("not npsn", "", "answers.npsn")]
    [InlineData("role = guru", "contact.role", "")]
    [InlineData("role != guru", "contact.role", "")]
    [InlineData("role = guru and npsn", "answers.npsn contact.role", "")]
    [InlineData("role = guru or npsn", "", "")]
    [InlineData("npsn and role = guru or npsn and umur > 3", "answers.npsn", "")]
    [InlineData("not (npsn and umur)", "", "answers.npsn answers.umur")]
    [InlineData("length(npsn) = 8", "answers.npsn", "")]
    [InlineData("umur > 3 or umur <= 3", "answers.umur", "")]
    [InlineData("true", "", "")]
    public void A_condition_proves_a_value_only_where_it_cannot_be_missing(string source, string whenTrue, string whenFalse)
    {
        var expression = Expression.Compile(source, Schema).Expression!;

        Assert.Equal(whenTrue, Names(expression, truth: true));
        Assert.Equal(whenFalse, Names(expression, truth: false));
    }

    private static string Names(Expression expression, bool truth) =>
        string.Join(' ', expression.KnownWhen(truth).Select(variable => variable.Name).Order(StringComparer.Ordinal));
}
