using System.Reflection;
using BelajarBot.Hosting;
using Microsoft.Extensions.Logging;

namespace BelajarBot.Tests.Hosting;

/// <summary>An alert may go by the number of a log line.</summary>
public sealed class EventIdTests
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;

    [Fact]
    public void Every_line_of_the_log_has_a_number_of_its_own()
    {
        var lines = (
            from type in typeof(BotHost).Assembly.GetTypes()
            from method in type.GetMethods(Own)
            let line = method.GetCustomAttribute<LoggerMessageAttribute>()
            where line is not null
            select (line.EventId, Name: $"{type.Name}.{method.Name}")).ToList();

        Assert.NotEmpty(lines);
        Assert.Empty(lines.GroupBy(line => line.EventId).Where(same => same.Count() > 1).Select(same => string.Join(", ", same)));
    }
}
