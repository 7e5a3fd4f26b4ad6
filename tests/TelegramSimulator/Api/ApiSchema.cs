using System.Collections.Frozen;
using System.Text.Json;

namespace TelegramSimulator.Api;

/// <summary>One accepted type of a field: a scalar or the name of an object type, in so many array brackets.</summary>
internal sealed record TypeName(string Name, int ArrayDepth);

/// <summary>What <c>methods.json</c> says about one field.</summary>
internal sealed record FieldRule(
    string Name,
    TypeName[] Types,
    bool IsRequired,
    bool IsJson,
    long? Min,
    long? Max,
    string? Unit,
    bool IsCountedAfterEntities,
    FrozenSet<string>? Values)
{
    /// <summary>Whether a form field of this name holds JSON rather than a plain value.</summary>
    public bool TakesObject => IsJson || Types.Any(static type => type.ArrayDepth > 0 || char.IsUpper(type.Name[0]));
}

/// <summary>The fields of an object type, or the types that a discriminator chooses between.</summary>
internal sealed record ObjectRule(
    string Name,
    FrozenDictionary<string, FieldRule> Fields,
    FieldRule[] Required,
    string? Discriminator,
    FrozenDictionary<string, string>? Variants);

/// <summary>The Bot API as data: which methods there are and what they take.</summary>
internal sealed class ApiSchema
{
    /// <summary>Read once for the process: the file does not change while it runs.</summary>
    public static readonly ApiSchema Instance = Load();

    private ApiSchema(
        FrozenDictionary<string, ObjectRule> methods,
        FrozenDictionary<string, ObjectRule> types,
        FrozenSet<string> updateKinds,
        FrozenSet<string> kindsNotInDefault)
    {
        Methods = methods;
        Types = types;
        UpdateKinds = updateKinds;
        DefaultUpdateKinds = updateKinds.Except(kindsNotInDefault).ToFrozenSet();
    }

    /// <summary>The methods by name; case does not matter (T6).</summary>
    public FrozenDictionary<string, ObjectRule> Methods { get; }

    public FrozenDictionary<string, ObjectRule> Types { get; }

    public FrozenSet<string> UpdateKinds { get; }

    public FrozenSet<string> DefaultUpdateKinds { get; }

    private static ApiSchema Load()
    {
        using var stream = typeof(ApiSchema).Assembly.GetManifestResourceStream("methods.json")
            ?? throw new InvalidOperationException("methods.json is not embedded in this assembly.");
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;

        var methods = new Dictionary<string, ObjectRule>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in root.GetProperty("methods").EnumerateObject())
        {
            methods[method.Name] = ReadObject(method.Name, method.Value.GetProperty("params"));
        }

        // The file leaves out these read-only twins; they take what deleteMyCommands takes.
        foreach (var name in new[] { "getMyCommands", "getMyDescription", "getMyShortDescription" })
        {
            methods[name] = methods["deleteMyCommands"] with { Name = name };
        }

        var types = root.GetProperty("types").EnumerateObject()
            .ToDictionary(type => type.Name, type => ReadObject(type.Name, type.Value));

        return new ApiSchema(
            methods.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            types.ToFrozenDictionary(),
            ReadNames(root.GetProperty("update_kinds")),
            ReadNames(root.GetProperty("update_kinds_not_in_default")));
    }

    private static ObjectRule ReadObject(string name, JsonElement json)
    {
        if (json.TryGetProperty("one_of", out _) && json.TryGetProperty("by", out var by) && by.ValueKind == JsonValueKind.String)
        {
            var variants = json.GetProperty("map").EnumerateObject()
                .ToFrozenDictionary(variant => variant.Name, variant => variant.Value.GetString()!);
            return new ObjectRule(name, FrozenDictionary<string, FieldRule>.Empty, [], by.GetString(), variants);
        }

        var fields = json.EnumerateObject()
            .Where(field => field.Name is not ("one_of" or "by" or "map"))
            .Select(field => ReadField(field.Name, field.Value))
            .ToFrozenDictionary(field => field.Name);
        return new ObjectRule(name, fields, [.. fields.Values.Where(field => field.IsRequired)], null, null);
    }

    private static FieldRule ReadField(string name, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            var type = json.GetString()!;
            return new FieldRule(name, ReadTypes(type.TrimEnd('!')), type.EndsWith('!'), false, null, null, null, false, null);
        }

        var values = json.TryGetProperty("values", out var listed) ? ReadNames(listed)
            : json.TryGetProperty("const", out var constant) ? FrozenSet.Create(constant.GetString()!)
            : null;
        return new FieldRule(
            name,
            ReadTypes(json.GetProperty("t").GetString()!),
            json.TryGetProperty("req", out _),
            json.TryGetProperty("json", out _),
            ReadNumber(json, "min"),
            ReadNumber(json, "max"),
            json.TryGetProperty("unit", out var unit) ? unit.GetString() : null,
            json.TryGetProperty("after_entities", out _),
            values);
    }

    private static TypeName[] ReadTypes(string types) =>
        [.. types.Split('|').Select(type => new TypeName(type.Replace("[]", "", StringComparison.Ordinal), type.Count('[')))];

    private static long? ReadNumber(JsonElement json, string name) =>
        json.TryGetProperty(name, out var number) && number.TryGetInt64(out var value) ? value : null;

    private static FrozenSet<string> ReadNames(JsonElement array) =>
        array.EnumerateArray().Select(value => value.ToString()).ToFrozenSet();
}
