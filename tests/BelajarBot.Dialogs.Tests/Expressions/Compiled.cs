using BelajarBot.Dialogs.Expressions;

namespace BelajarBot.Dialogs.Tests.Expressions;

internal static class Compiled
{
    public static Expression In(ExpressionSchema schema, string source)
    {
        var result = Expression.Compile(source, schema);
        Assert.True(result.Succeeded, string.Join('\n', result.Errors));
        return result.Expression;
    }
}
