using System.Text.RegularExpressions;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>An e-mail address of any provider; the slips of the thumb that have only one cure are repaired.</summary>
internal sealed partial class EmailType : IValueType
{
    public const string Word = "email";

    private const int Longest = 254;

    /// <summary>Endings that nobody owns, and the provider that was meant.</summary>
    private static readonly Dictionary<string, string> Misspelt = new()
    {
        ["gmial.com"] = "gmail.com", ["gmai.com"] = "gmail.com", ["gmal.com"] = "gmail.com", ["gamil.com"] = "gmail.com",
        ["gmail.con"] = "gmail.com", ["gmail.co"] = "gmail.com", ["gmail.cm"] = "gmail.com", ["gmail"] = "gmail.com",
        ["gmaill.com"] = "gmail.com", ["gmail.coom"] = "gmail.com", ["gmil.com"] = "gmail.com", ["gmailcom"] = "gmail.com",
        ["yaho.com"] = "yahoo.com", ["yahoo.con"] = "yahoo.com", ["yhoo.com"] = "yahoo.com", ["yahoo"] = "yahoo.com",
        ["yahoo.co"] = "yahoo.com", ["yahoocom"] = "yahoo.com", ["hotmial.com"] = "hotmail.com", ["hotmail.con"] = "hotmail.com",
    };

    public string Name => Word;

    public ValueResult Parse(Input input, ValueContext context)
    {
        if (input is not TextInput { Text: var text })
        {
            return new ValueResult.Refused(ValueTexts.Invalid);
        }

        if (text.Length > 4 * Longest)
        {
            return new ValueResult.Refused("too_long");
        }

        var found = Address.Find(text, "");
        if (found is null)
        {
            return new ValueResult.Refused(text.Contains('@', StringComparison.Ordinal) ? ValueTexts.Invalid : "no_at");
        }

        var (local, domain, repaired) = found.Value;
        if (Misspelt.TryGetValue(domain, out var meant))
        {
            (domain, repaired) = (meant, true);
        }

        var address = $"{local}@{domain}";
        return address.Length > Longest ? new ValueResult.Refused("too_long")
            : !Whole().IsMatch(address) ? new ValueResult.Refused(ValueTexts.Invalid)
            : new ValueResult.Accepted(address, address, repaired ? "repaired" : null);
    }

    public IReadOnlyList<ValueSample> Samples(Random random)
    {
        var name = $"guru{random.Next(1000)}";
        return
        [
            ValueSample.Typed($"{name}@gmail.com", SampleKind.Valid),
            ValueSample.Typed($"Email saya {name.ToUpperInvariant()}@Yahoo.co.id", SampleKind.Valid),
            ValueSample.Typed($"{name}.gmail.com", SampleKind.Invalid),
            ValueSample.Typed("tidak punya", SampleKind.Invalid),
            ValueSample.Typed($"{name}@gmial.com", SampleKind.Typo),
            ValueSample.Typed($"{name} @gmail,com", SampleKind.Typo),
        ];
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._%+\-]{0,63}@[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?)*\.[a-z]{2,}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();
}
