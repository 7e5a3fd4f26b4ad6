using System.ComponentModel.DataAnnotations;
using BelajarBot.Storage;

namespace BelajarBot.Tests.Storage;

public class StorageOptionsTests
{
    [Fact]
    public void The_default_is_a_file_beside_the_bot()
    {
        var options = new StorageOptions();

        Assert.Null(options.Mistake());
        Assert.Equal((Provider.Sqlite, "Data Source=data/belajarbot.db"), (options.Provider, options.ConnectionString));
    }

    [Theory]
    [InlineData("Sqlite", "", "names no file")]
    [InlineData("Sqlite", "Data Source=:memory:", "forget everybody")]
    [InlineData("Sqlite", "Data Source=x;Mode=Memory", "forget everybody")]
    [InlineData("Sqlite", "Data Source=x;Mode=ReadOnly", "has to write")]
    [InlineData("Sqlite", "Data Source=file:x.db", "plain path")]
    [InlineData("Sqlite", "Host=localhost;Database=bot", "cannot be read as one for Sqlite")]
    [InlineData("Postgres", "Data Source=data/belajarbot.db", "cannot be read as one for Postgres")]
    [InlineData("Postgres", "Host=localhost", "must name a host and a database")]
    [InlineData("Postgres", "Host=localhost;Prot=1", "cannot be read as one for Postgres")]
    public async Task A_setting_that_cannot_be_right_is_refused_with_the_way_out(string provider, string connectionString, string words)
    {
        var options = new StorageOptions { Provider = Enum.Parse<Provider>(provider), ConnectionString = connectionString };

        var refusal = await Assert.ThrowsAsync<StorageException>(
            () => Database.OpenAsync(options, TimeProvider.System, TestContext.Current.CancellationToken));
        var results = new List<ValidationResult>();

        Assert.Equal(StorageTrouble.Misconfigured, refusal.Trouble);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.False(Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true));
    }
}
