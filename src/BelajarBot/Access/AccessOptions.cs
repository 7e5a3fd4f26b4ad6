namespace BelajarBot.Access;

/// <summary>Who may do everything: the section <c>Access</c>.</summary>
internal sealed class AccessOptions
{
    /// <summary>The Telegram user ids of superadmins, whatever stands in the database.</summary>
    public IList<long> Superadmins { get; } = [];
}
