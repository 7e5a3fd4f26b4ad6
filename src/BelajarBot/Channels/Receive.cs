namespace BelajarBot.Channels;

/// <summary>
/// Takes one message into its turn. The task ends when the turn is committed (or the message was seen before, or is
/// parked): only then may the channel acknowledge it. It throws only when the store is out of order; then the channel
/// must keep the message and offer it again.
/// </summary>
internal delegate Task Receive(IncomingMessage message, CancellationToken cancel);

/// <summary>Keeps an update that could not be read, so that the others can go on.</summary>
/// <param name="channel">The channel's name.</param>
/// <param name="updateId">The channel's number of it.</param>
/// <param name="reason">Why it could not be read, without its content.</param>
/// <param name="raw">The update as it arrived.</param>
/// <param name="cancel">Stops waiting.</param>
internal delegate Task Park(string channel, long updateId, string reason, string raw, CancellationToken cancel);
