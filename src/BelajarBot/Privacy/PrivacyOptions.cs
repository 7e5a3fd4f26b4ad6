using System.ComponentModel.DataAnnotations;

namespace BelajarBot.Privacy;

/// <summary>How long things are kept: the section <c>Privacy</c>. Zero keeps for ever.</summary>
internal sealed class PrivacyOptions
{
    /// <summary>
    /// How long after their last message a person is kept; then everything about them is deleted. The text of the consent
    /// tells people so: change both together. Default: two years.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "7300.00:00:00")]
    public TimeSpan KeepInactive { get; set; } = TimeSpan.FromDays(730);

    /// <summary>How long an update that could not be handled is kept for somebody to look at. Default: 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7300.00:00:00")]
    public TimeSpan KeepParked { get; set; } = TimeSpan.FromDays(30);
}
