using BelajarBot.Dialogs.Checks;

namespace BelajarBot.Dialogs.Tests.Checks;

public sealed class ShippedDialogTests
{
    [Fact]
    public void The_shipped_dialogs_raise_no_alarm()
    {
        var loaded = DialogFiles.Shipped.Load();

        Assert.Empty(loaded.Problems.Where(problem => problem.Level != ProblemLevel.Advice).Select(problem => problem.ToString()));
        Assert.NotNull(loaded.Library);
    }
}
