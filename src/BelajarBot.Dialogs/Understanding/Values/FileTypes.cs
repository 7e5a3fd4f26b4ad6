using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>A picture; one sent as a file is a picture too.</summary>
internal sealed class PhotoType : IValueType
{
    public const string Word = "photo";

    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".webp", ".heic"];

    public string Name => Word;

    public ValueResult Parse(Input input, ValueContext context) => input switch
    {
        FileInput { Kind: FileKind.Photo } photo => new ValueResult.Accepted(photo.Reference, photo.Name ?? "🖼"),
        FileInput { Name: { } name } file when Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) =>
            new ValueResult.Accepted(file.Reference, name),
        FileInput => new ValueResult.Refused("not_a_picture"),
        _ => new ValueResult.Refused(ValueTexts.Invalid),
    };

    public IReadOnlyList<ValueSample> Samples(Random random) =>
    [
        new(new FileInput(FileKind.Photo, $"foto-{random.Next(1000)}", null, random.Next(1, 5_000_000), null), SampleKind.Valid),
        new(new FileInput(FileKind.Document, $"berkas-{random.Next(1000)}", "layar.PNG", null, null), SampleKind.Valid),
        new(new FileInput(FileKind.Document, $"berkas-{random.Next(1000)}", "surat.pdf", null, null), SampleKind.Invalid),
        ValueSample.Typed("nanti saya kirim", SampleKind.Invalid),
    ];
}

/// <summary>A file of any kind, pictures included.</summary>
internal sealed class DocumentType : IValueType
{
    public const string Word = "document";

    public string Name => Word;

    public ValueResult Parse(Input input, ValueContext context) => input is FileInput file
        ? new ValueResult.Accepted(file.Reference, file.Name ?? "📄")
        : new ValueResult.Refused(ValueTexts.Invalid);

    public IReadOnlyList<ValueSample> Samples(Random random) =>
    [
        new(new FileInput(FileKind.Document, $"berkas-{random.Next(1000)}", "rtl.docx", random.Next(1, 5_000_000), null), SampleKind.Valid),
        new(new FileInput(FileKind.Photo, $"foto-{random.Next(1000)}", null, null, null), SampleKind.Valid),
        ValueSample.Typed("sudah saya kirim", SampleKind.Invalid),
        new(new UnsupportedInput("voice"), SampleKind.Invalid),
    ];
}
