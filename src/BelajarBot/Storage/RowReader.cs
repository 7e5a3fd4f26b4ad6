using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace BelajarBot.Storage;

/// <summary>
/// Turns a row into a <typeparamref name="T"/>. It goes by the type that is asked for rather than by the type the column
/// seems to have: SQLite knows types by value only, and a null would say nothing.
/// </summary>
internal static class RowReader<T>
{
    private const int Most = 1000;

    private static readonly ConcurrentDictionary<string, Func<DbDataReader, T>> Known = new(StringComparer.Ordinal);

    /// <summary>The reader for the rows of this query, made once per text.</summary>
    /// <exception cref="InvalidOperationException">The columns and <typeparamref name="T"/> do not fit together.</exception>
    public static Func<DbDataReader, T> For(string sql, DbDataReader columns)
    {
        if (Known.TryGetValue(sql, out var known))
        {
            return known;
        }

        if (Known.Count >= Most)
        {
            Known.Clear();
        }

        return Known.GetOrAdd(sql, Make(columns));
    }

    private static Func<DbDataReader, T> Make(DbDataReader columns)
    {
        var row = Expression.Parameter(typeof(DbDataReader), "row");
        var body = Column.IsValue(typeof(T)) ? Column.Read(row, 0, typeof(T))
            : typeof(T).IsAssignableTo(typeof(ITuple)) ? Tuple(row, columns.FieldCount)
            : Record(row, columns);
        return Expression.Lambda<Func<DbDataReader, T>>(body, row).Compile();
    }

    private static NewExpression Tuple(ParameterExpression row, int count)
    {
        var constructor = typeof(T).GetConstructors().Single(candidate => candidate.GetParameters().Length > 0);
        var items = constructor.GetParameters();
        return items.Length == count
            ? Expression.New(constructor, items.Select((item, i) => Column.Read(row, i, item.ParameterType)))
            : throw new InvalidOperationException($"The query has {count} columns and the tuple {items.Length} items.");
    }

    private static MemberInitExpression Record(ParameterExpression row, DbDataReader columns)
    {
        var ordinals = Enumerable.Range(0, columns.FieldCount)
            .ToDictionary(i => columns.GetName(i).Replace("_", "", StringComparison.Ordinal), i => i, StringComparer.OrdinalIgnoreCase);
        var constructor = typeof(T).GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)
            ?? throw new InvalidOperationException($"{typeof(T).Name} has no public constructor.");

        var arguments = new List<Expression>();
        foreach (var parameter in constructor.GetParameters())
        {
            arguments.Add(ordinals.Remove(parameter.Name!, out var ordinal)
                ? Column.Read(row, ordinal, parameter.ParameterType)
                : throw new InvalidOperationException($"The query has no column for '{parameter.Name}' of {typeof(T).Name}."));
        }

        var properties = new List<MemberBinding>();
        foreach (var (name, ordinal) in ordinals)
        {
            var property = typeof(T).GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase);
            properties.Add(property is { CanWrite: true }
                ? Expression.Bind(property, Column.Read(row, ordinal, property.PropertyType))
                : throw new InvalidOperationException($"{typeof(T).Name} has no place for column '{columns.GetName(ordinal)}'."));
        }

        return Expression.MemberInit(Expression.New(constructor, arguments), properties);
    }
}

/// <summary>How a single column is read.</summary>
internal static class Column
{
    /// <summary>Whether this is the type of a single value rather than of a row.</summary>
    public static bool IsValue(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum || type == typeof(long) || type == typeof(int) || type == typeof(bool) || type == typeof(double)
            || type == typeof(string) || type == typeof(DateTimeOffset) || type == typeof(byte[]);
    }

    /// <summary>Reads a column as this type; null only where the type can be null.</summary>
    public static Expression Read(ParameterExpression row, int ordinal, Type type)
    {
        var place = Expression.Constant(ordinal);
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        Expression value = plain switch
        {
            _ when !IsValue(plain) => throw new InvalidOperationException($"A column cannot be read as {type.Name}."),
            _ when plain == typeof(string) => Get(nameof(DbDataReader.GetString)),
            _ when plain == typeof(double) => Get(nameof(DbDataReader.GetDouble)),
            _ when plain == typeof(byte[]) => Expression.Call(row, nameof(DbDataReader.GetFieldValue), [typeof(byte[])], place),
            _ when plain == typeof(bool) => Expression.NotEqual(Get(nameof(DbDataReader.GetInt64)), Expression.Constant(0L)),
            _ when plain == typeof(DateTimeOffset) => Expression.Call(
                typeof(DateTimeOffset), nameof(DateTimeOffset.FromUnixTimeMilliseconds), null, Get(nameof(DbDataReader.GetInt64))),
            _ => Expression.ConvertChecked(Get(nameof(DbDataReader.GetInt64)), plain),
        };

        return plain == type && type.IsValueType
            ? value
            : Expression.Condition(
                Expression.Call(row, nameof(DbDataReader.IsDBNull), null, place),
                Expression.Default(type),
                Expression.Convert(value, type));

        MethodCallExpression Get(string getter) => Expression.Call(row, getter, null, place);
    }
}
