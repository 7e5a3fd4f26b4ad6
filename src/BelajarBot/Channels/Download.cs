namespace BelajarBot.Channels;

/// <summary>What came of fetching a file that somebody sent.</summary>
internal abstract record Download
{
    private Download()
    {
    }

    /// <summary>What is in it.</summary>
    internal sealed record Read(byte[] Content) : Download;

    /// <summary>It is larger than allowed, or than the channel gives out.</summary>
    internal sealed record TooLarge : Download;

    /// <summary>The channel has it no more, or never gives out files.</summary>
    internal sealed record Gone(string Reason) : Download;

    /// <summary>It could not be fetched now.</summary>
    internal sealed record TryLater(TimeSpan Wait, string Reason) : Download;
}
