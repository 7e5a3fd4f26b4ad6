using System.Reflection;

namespace BelajarBot.Storage;

/// <summary>One numbered step in the making of the database: a file of <c>Storage/Migrations</c>.</summary>
/// <param name="Number">Its place, from 1 without gaps.</param>
/// <param name="Name">What the file is called, without number and ending.</param>
/// <param name="Sql">Statements, with the tokens of <see cref="Dialect.Translate"/>.</param>
/// <param name="Only">The only database that it changes, for <c>0001-name.postgres.sql</c>; on the other it is just counted. Null for both.</param>
internal sealed record Migration(long Number, string Name, string Sql, Provider? Only = null)
{
    private const string Folder = "Migrations/";

    /// <summary>The migrations of this program, in order.</summary>
    public static IReadOnlyList<Migration> Embedded { get; } = ReadEmbedded(typeof(Migration).Assembly);

    private static List<Migration> ReadEmbedded(Assembly assembly)
    {
        var migrations = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name))
            .ToList();
        return migrations.Select(migration => migration.Number).SequenceEqual(Enumerable.Range(1, migrations.Count).Select(i => (long)i))
            ? migrations
            : throw new InvalidOperationException(
                "The files in Storage/Migrations are not numbered 0001, 0002, … without gaps and doubles.");
    }

    private static Migration Read(Assembly assembly, string resource)
    {
        var name = Path.GetFileNameWithoutExtension(resource[Folder.Length..]);
        using var text = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var only = Enum.GetValues<Provider>().Cast<Provider?>().FirstOrDefault(one => name.EndsWith($".{one}", StringComparison.OrdinalIgnoreCase));
        return name.Split('-', 2) is [var number, var words] && long.TryParse(number, out var place)
            ? new Migration(place, words.Split('.')[0], text.ReadToEnd(), only)
            : throw new InvalidOperationException($"{resource} is not called like '0001-what-it-does.sql' or '0001-what-it-does.postgres.sql'.");
    }
}
