namespace BelajarBot.Submissions;

/// <summary>Where something that was sent in stands: the words of the column <c>state</c>. A draft is a conversation like any other.</summary>
internal static class SubmissionState
{
    internal const string Submitted = "submitted";
    internal const string InReview = "in_review";
    internal const string Returned = "returned";
    internal const string Approved = "approved";
    internal const string Declined = "declined";
    internal const string Withdrawn = "withdrawn";

    /// <summary>Every state, in the order in which they follow.</summary>
    internal static readonly IReadOnlyList<string> All = [Submitted, InReview, Returned, Approved, Declined, Withdrawn];

    /// <summary>Whether nothing happens to it any more.</summary>
    internal static bool IsFinal(string state) => state is Approved or Declined or Withdrawn;
}

/// <summary>What can happen to a submission besides reaching a state: the words of the column <c>act</c>.</summary>
internal static class SubmissionAct
{
    /// <summary>Its person answered anew what was asked, and sent it again.</summary>
    internal const string Mended = "mended";

    /// <summary>Its reviewer gave it back to the queue.</summary>
    internal const string Released = "released";

    /// <summary>It comes before a meeting.</summary>
    internal const string Agenda = "agenda";

    /// <summary>A meeting decided on it.</summary>
    internal const string Decided = "decided";
}
