namespace BelajarBot.Channels;

/// <summary>The people of <c>run --demo</c>: nobody is behind them, and they are there for those who try the bot in the web chat.</summary>
internal static class InventedPeople
{
    /// <summary>The channel that they are on.</summary>
    internal const string Channel = "demo";

    /// <summary>The channel whose people an officer on this one reaches, too; the same one where there is none.</summary>
    internal static string ChannelBeside(string channel) => channel == "web" ? Channel : channel;
}
