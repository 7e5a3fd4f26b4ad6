namespace BelajarBot.Dialogs.Understanding;

/// <summary>What became of words typed at a question with choices.</summary>
public abstract record ChoiceMatch
{
    private ChoiceMatch()
    {
    }

    /// <summary>The words mean one choice.</summary>
    /// <param name="Id">Its id.</param>
    public sealed record Matched(string Id) : ChoiceMatch;

    /// <summary>The words could mean several choices; ask again, showing these two as buttons.</summary>
    /// <param name="First">The id of the nearest choice, or the first of two equally near.</param>
    /// <param name="Second">The id of the next.</param>
    public sealed record Ambiguous(string First, string Second) : ChoiceMatch;

    /// <summary>The words mean none of the choices.</summary>
    public sealed record None : ChoiceMatch
    {
        /// <summary>The only one.</summary>
        public static None Instance { get; } = new();

        private None()
        {
        }
    }
}
