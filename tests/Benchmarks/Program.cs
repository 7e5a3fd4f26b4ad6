using Benchmarks;

switch (args)
{
    case ["storage", .. var rest]:
        await StorageBenchmark.RunAsync(postgres: rest is [var connectionString] ? connectionString : null);
        return 0;
    default:
        Console.Error.WriteLine("Usage: Benchmarks storage [PostgreSQL connection string]");
        return 2;
}
