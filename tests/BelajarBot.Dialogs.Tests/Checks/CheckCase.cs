using System.Text.RegularExpressions;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Dialogs.Tests.Checks;

/// <summary>
/// One case of a file in <c>cases/</c>: files beside the bot's own, with the expected problems written at the end of
/// their lines (<c># &lt;- D010</c>). A case without a <c>#=</c> is <c>coba.yaml</c>, and a <c>coba.yaml</c> that does not
/// begin with <c>dialog:</c> is given a name and a title.
/// </summary>
internal sealed partial record CheckCase(string Code, string Title, bool Triggers, IReadOnlyDictionary<string, string> Files)
{
    private const string Head = "dialog: coba\ntitle: Coba\n";

    public static IReadOnlyList<CheckCase> All { get; } = [.. Directory
        .EnumerateFiles(DialogFiles.TestFolder("Checks/cases"), "*.yaml").Order(StringComparer.Ordinal).SelectMany(Read)];

    public IReadOnlyList<string> Expected => [.. Files
        .SelectMany(file => file.Value.Split('\n').SelectMany((line, index) =>
            Marker().Match(line).Groups["codes"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(code => $"{file.Key}:{index + 1} {code}")))
        .Order(StringComparer.Ordinal)];

    public IReadOnlyList<Problem> Problems() => DialogLoader.Load(
        new Dictionary<string, string>([.. DialogFiles.Bare.Where(file => !Files.ContainsKey(file.Key)), .. Files]), [], DialogFiles.Contracts).Problems;

    private static IEnumerable<CheckCase> Read(string path)
    {
        var code = Path.GetFileNameWithoutExtension(path);
        foreach (var text in File.ReadAllText(path).Split("#! ", StringSplitOptions.RemoveEmptyEntries))
        {
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            var (kind, title) = text[..end].Split(": ", 2) is [var first, var second] ? (first, second) : throw new InvalidDataException($"{path}: {text[..end]}");
            yield return new CheckCase(code, title, kind == "triggers", FilesOf(text[(end + 1)..]));
        }
    }

    private static Dictionary<string, string> FilesOf(string text)
    {
        var files = new Dictionary<string, string>();
        foreach (var part in $"#= coba.yaml\n{text}".Split("#= ", StringSplitOptions.RemoveEmptyEntries))
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            var (name, content) = (part[..end], part[(end + 1)..]);
            if (content.Trim().Length > 0)
            {
                files[name] = Hash().Replace(
                    name == "coba.yaml" && !content.StartsWith("dialog:", StringComparison.Ordinal) ? Head + content : content,
                    match => Translation.HashOf(match.Groups["text"].Value));
            }
        }

        return files;
    }

    [GeneratedRegex("# <- (?<codes>[D0-9 ]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marker();

    [GeneratedRegex(@"HASH\((?<text>[^)]*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hash();
}
