using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;

namespace BelajarBot.Storage;

/// <summary>Puts the values of an object or a dictionary into the parameters of a command.</summary>
internal static class Parameters
{
    private static readonly ConcurrentDictionary<Type, Parameter[]> Known = new();

    /// <summary>Binds anew; a command that has just these parameters already keeps them and only takes the values.</summary>
    /// <exception cref="NotSupportedException">A value is of a type that the store does not keep.</exception>
    public static void Bind(DbParameterCollection present, Func<DbParameter> create, object? args)
    {
        switch (args)
        {
            case null:
                present.Clear();
                break;
            case IEnumerable<KeyValuePair<string, object?>> named:
                present.Clear();
                foreach (var (name, value) in named)
                {
                    present.Add(New(create, name, value is null ? null : TypeFor(value.GetType(), name), value));
                }

                break;
            default:
                BindProperties(present, create, Known.GetOrAdd(args.GetType(), ParametersOf), args);
                break;
        }
    }

    private static void BindProperties(DbParameterCollection present, Func<DbParameter> create, Parameter[] parameters, object args)
    {
        if (!FitsAlready(present, parameters))
        {
            present.Clear();
            foreach (var parameter in parameters)
            {
                present.Add(New(create, parameter.Name, parameter.Type, null));
            }
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            present[i].Value = Stored(parameters[i].Get(args));
        }
    }

    private static bool FitsAlready(DbParameterCollection present, Parameter[] parameters)
    {
        if (present.Count != parameters.Length)
        {
            return false;
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            if (!string.Equals(present[i].ParameterName, parameters[i].Name, StringComparison.Ordinal)
                || present[i].DbType != parameters[i].Type)
            {
                return false;
            }
        }

        return true;
    }

    private static DbParameter New(Func<DbParameter> create, string name, DbType? type, object? value)
    {
        var parameter = create();
        parameter.ParameterName = name;
        if (type is { } known)
        {
            // PostgreSQL cannot guess the type of a null, so it is told even then.
            parameter.DbType = known;
        }

        parameter.Value = Stored(value);
        return parameter;
    }

    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        string or long or double or byte[] => value,
        int number => (long)number,
        long[] numbers => $"[{string.Join(',', numbers)}]",
        bool yes => yes ? 1L : 0L,
        DateTimeOffset instant => instant.ToUnixTimeMilliseconds(),
        Enum word => Convert.ToInt64(word),
        _ => value,
    };

    private static Parameter[] ParametersOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => new Parameter("@" + property.Name, TypeFor(property.PropertyType, property.Name), Getter(type, property)))];

    private static Func<object, object?> Getter(Type type, PropertyInfo property)
    {
        var args = Expression.Parameter(typeof(object));
        var value = Expression.Property(Expression.Convert(args, type), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), args).Compile();
    }

    private static DbType TypeFor(Type type, string name)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) || type == typeof(long[]) => DbType.String,
            _ when type == typeof(long) || type == typeof(int) || type == typeof(bool)
                || type == typeof(DateTimeOffset) || type.IsEnum => DbType.Int64,
            _ when type == typeof(double) => DbType.Double,
            _ when type == typeof(byte[]) => DbType.Binary,
            _ => throw new NotSupportedException(
                $"@{name} is a {type.Name}, which the store does not keep; "
                + "give a string, long, int, bool, double, enum, DateTimeOffset, byte[] or long[]."),
        };
    }

    // The name has its sign: without it SQLite would try every one of the signs that it knows.
    private sealed record Parameter(string Name, DbType Type, Func<object, object?> Get);
}
