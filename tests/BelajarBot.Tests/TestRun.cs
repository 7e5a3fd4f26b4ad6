namespace BelajarBot.Tests;

/// <summary>What this run of the tests was asked for.</summary>
internal static class TestRun
{
    /// <summary>Whether kill tests, soaks and fuzzing run in full: <c>./test --long</c>, or BELAJARBOT_LONG=1.</summary>
    internal static readonly bool IsLong = Environment.GetEnvironmentVariable("BELAJARBOT_LONG") == "1";
}
