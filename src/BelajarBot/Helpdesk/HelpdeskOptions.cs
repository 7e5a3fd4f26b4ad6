using System.ComponentModel.DataAnnotations;

namespace BelajarBot.Helpdesk;

/// <summary>How soon humans answer, and who is asked when they do not: the section <c>Helpdesk</c>.</summary>
internal sealed class HelpdeskOptions
{
    /// <summary>By when a question should be answered, where its dialog says nothing else. People are told so. Default: one day.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromDays(1);
}
