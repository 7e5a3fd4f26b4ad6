namespace BelajarBot.Dialogs.Checks;

/// <summary>Takes a text apart into sentences, as people read it on a phone: a new line begins a new one.</summary>
internal static class Sentences
{
    internal static IEnumerable<string> Of(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var start = 0;
            for (var at = 0; at < line.Length; at++)
            {
                // The dot of belajar.id and of 09.00 ends nothing.
                if (line[at] is '.' or '!' or '?' or ':' or ';' && (at + 1 == line.Length || char.IsWhiteSpace(line[at + 1])))
                {
                    yield return line[start..(at + 1)];
                    start = at + 1;
                }
            }

            if (start < line.Length)
            {
                yield return line[start..];
            }
        }
    }
}
