namespace BelajarBot.Hosting;

/// <summary>What every verb says to the shell.</summary>
internal static class ExitCode
{
    /// <summary>All is well.</summary>
    internal const int Fine = 0;

    /// <summary>The thing asked about has problems.</summary>
    internal const int HasProblems = 1;

    /// <summary>The command line or the settings are wrong.</summary>
    internal const int WrongUsage = 2;

    /// <summary>It could not be done.</summary>
    internal const int CouldNot = 3;
}
