using System.Diagnostics.CodeAnalysis;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>All value types by the word that an author writes.</summary>
/// <param name="regions">The provinces, regencies and cities that people live in.</param>
public sealed class ValueTypes(Regions regions)
{
    /// <summary>The provinces, regencies and cities.</summary>
    public Regions Regions => regions;

    private readonly Dictionary<string, Func<ValueOptions, IValueType>> makers = new()
    {
        [TextType.Word] = options => new TextType(options.Max),
        [NameType.Word] = options => new NameType(options.Max),
        [NumberType.Word] = options => new NumberType(options.Min, options.Max),
        [DateType.Word] = options => new DateType(options.When),
        [TimeType.Word] = _ => new TimeType(regions),
        [DateTimeType.Word] = options => new DateTimeType(options.When, regions),
        [PhoneType.Word] = _ => new PhoneType(),
        [EmailType.Word] = _ => new EmailType(),
        [BelajarIdType.Word] = _ => new BelajarIdType(),
        [NpsnType.Word] = _ => new NpsnType(),
        [RegionType.Word] = options => new RegionType(regions, options.Level),
        [PhotoType.Word] = _ => new PhotoType(),
        [DocumentType.Word] = _ => new DocumentType(),
    };

    /// <summary>The words that may follow <c>type:</c>, in the order of the reference.</summary>
    public IReadOnlyCollection<string> Names => makers.Keys;

    /// <summary>Makes the type that an author named.</summary>
    /// <param name="name">The word after <c>type:</c>.</param>
    /// <param name="options">What else the author wrote.</param>
    /// <param name="type">The type.</param>
    /// <returns>False when there is no type of that name.</returns>
    public bool TryCreate(string name, ValueOptions options, [NotNullWhen(true)] out IValueType? type)
    {
        type = makers.TryGetValue(name, out var make) ? make(options) : null;
        return type is not null;
    }
}
