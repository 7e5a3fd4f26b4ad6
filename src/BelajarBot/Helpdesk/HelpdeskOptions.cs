using System.ComponentModel.DataAnnotations;
using BelajarBot.Access;

namespace BelajarBot.Helpdesk;

/// <summary>How soon humans answer, and who is asked when they do not: the section <c>Helpdesk</c>.</summary>
internal sealed class HelpdeskOptions
{
    /// <summary>By when a question should be answered, where its dialog says nothing else. People are told so. Default: one day.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// After how long without an answer, counted from when the first officer was told or took it, the next are asked, too: the next role of the area,
    /// then the area around it. Default: four hours.
    /// </summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan EscalateAfter { get; set; } = TimeSpan.FromHours(4);

    /// <summary>The same where a Kapten was asked last; without it, the usual time.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan? EscalateAfterKapten { get; set; }

    /// <summary>The same where a Duta was asked last; without it, the usual time.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan? EscalateAfterDuta { get; set; }

    /// <summary>How often those at the top are reminded of a question that nobody takes. Default: one day.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan RemindEvery { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How often an officer is told of new questions at most; those in between wait and are told together. Default: ten minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan PingEvery { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long those of a role have to answer before others are asked.</summary>
    internal TimeSpan EscalateAfterFor(Role? role) => role switch
    {
        Role.Captain => EscalateAfterKapten,
        Role.Duta => EscalateAfterDuta,
        _ => null,
    } ?? EscalateAfter;
}
