using System.Reflection;
using System.Reflection.Emit;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Tests;

/// <summary>
/// Who may know whom: the map of the program. A new arrow is drawn here on purpose, with its reason, or not at all.
/// </summary>
public sealed class ArrowTests
{
    /// <summary>Each folder of the bot with the folders that it may use. Whoever is not named here is unknown to it.</summary>
    private static readonly Dictionary<string, string[]> Map = new()
    {
        ["Storage"] = [],
        ["Telemetry"] = [],
        ["Channels"] = [],
        // QR codes of any text.
        // What Telegram was told about the webhook is remembered, so that one process of several tells it, once; and so are the
        // ids of files that were uploaded.
        ["Channels.TelegramApi"] = ["Channels", "Storage", "Telemetry"],
        // The web chat keeps its own history, so that a reload shows it.
        ["Channels.WebChat"] = ["Channels", "Storage"],
        // The terminal tells where the files of a message are on the disk.
        ["Channels.Terminal"] = ["Channels", "Storage"],
        // What an officer may do is asked before a capability hears of a command.
        ["Conversations"] = ["Access", "Channels", "People", "Storage", "Telemetry"],
        // An invitation is a link of the channel; what takes a role away carries its moment as what erases does.
        ["Access"] = ["Channels", "Conversations", "People", "Privacy", "Storage", "Wording"],
        // Capabilities meet turns only through effect handlers; the profile names a clock as people do.
        ["People"] = ["Conversations", "Storage", "Wording"],
        // What people have reached, told to them and drawn.
        ["Progress"] = ["Conversations", "People", "Wording"],
        // Moments and numbers in words: nobody of ours is needed for that.
        ["Wording"] = [],
        // Officers see how many people of their area are spoken to next.
        ["Reminders"] = ["Channels", "Conversations", "People", "Storage", "Wording", "Access"],
        // The person's rights: consent, what is kept, and doing away with it.
        ["Privacy"] = ["Access", "Conversations", "People", "Storage", "Wording"],
        // Questions go to the officers of the area, in the outbox of whoever's turn it is.
        ["Helpdesk"] = ["Conversations", "People", "Storage", "Access", "Channels", "Wording"],
        // Programmes are changed over their files, which the dialog catalogue takes; the changes concern people in conversations.
        ["Programs"] = ["Access", "Conversations", "People", "Storage", "Wording"],
        // Transcripts are played through the bot as it is put together for production, with the roles that they give; their people are
        // erased afterwards.
        ["Transcripts"] = ["Privacy", "Access", "Channels", "Channels.Terminal", "Conversations", "Helpdesk", "People", "Hosting", "Storage", "Submissions"],
        // An audience is limited to the officer's areas; progress is shown by changing a message on its channel.
        ["Broadcasts"] = ["Access", "Channels", "Conversations", "People", "Storage"],
        // Figures are read by officers, in their own area; files that are made outside a turn go to them as messages.
        // A button under a funnel opens a broadcast to those who stopped there.
        ["Statistics"] = ["Access", "Broadcasts", "Channels", "Conversations", "People", "Storage", "Wording"],
        // Contacts by area, which everybody may ask for and admins write for their own, or send as a file that is fetched from its channel;
        // schools belong to what is known of people.
        ["Imports"] = ["Access", "Channels", "Conversations", "People", "Storage"],
        // What people sent in: officers review it, its person and they are told through the outbox, moments are in words.
        ["Submissions"] = ["Access", "Channels", "Conversations", "People", "Storage", "Wording"],
        // Invitations go out as campaigns, to people of the officer's areas; a time is read as a broadcast's is; the code of a meeting
        // is a link of the channel. Issues that were sent in come before a PMO meeting, whose decision goes into their history.
        ["Events"] = ["Access", "Broadcasts", "Channels", "Conversations", "People", "Storage", "Submissions", "Wording"],
        // A circular is announced to people of an area, who are found as the guests of a meeting are.
        ["Circulars"] = ["Access", "Conversations", "Events", "People", "Storage", "Wording", "Channels"],
        ["Hosting"] = ["Transcripts", "Channels", "Channels.TelegramApi", "Channels.WebChat", "Channels.Terminal", "Conversations", "People", "Privacy", "Progress", "Reminders", "Helpdesk", "Programs", "Storage", "Telemetry", "Access", "Broadcasts", "Imports", "Statistics", "Submissions", "Events", "Circulars"],
    };

    [Fact]
    public void Every_folder_uses_only_whom_the_map_allows()
    {
        var strayArrows = new SortedSet<string>();
        foreach (var type in typeof(Turns).Assembly.GetTypes().Where(type => FolderOf(type) is not null))
        {
            var from = FolderOf(type)!;
            foreach (var to in Uses(type).Select(FolderOf).OfType<string>().Where(to => to != from))
            {
                if (!Map.TryGetValue(from, out var allowed) || !allowed.Contains(to))
                {
                    strayArrows.Add($"{from} -> {to} ({type.Name})");
                }
            }
        }

        Assert.Empty(strayArrows);
    }

    [Fact]
    public void The_dialog_engine_knows_nobody_but_the_base_library_and_the_YAML_reader()
    {
        var known = typeof(DialogEngine).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!).ToList();

        Assert.All(known, name => Assert.True(
            name.StartsWith("System", StringComparison.Ordinal) || name is "YamlDotNet" or "netstandard",
            $"BelajarBot.Dialogs refers to {name}."));
    }

    [Fact]
    public void Only_the_Telegram_channel_knows_the_Bot_API()
    {
        var outside = typeof(Turns).Assembly.GetTypes()
            .Where(type => FolderOf(type) is { } folder && folder is not ("Channels.TelegramApi" or "Hosting"))
            .Where(type => Uses(type).Any(used => FolderOf(used) == "Channels.TelegramApi"));

        Assert.Empty(outside);
    }

    [Fact]
    public void Only_jobs_and_their_schedule_know_Quartz()
    {
        var knowing = typeof(Turns).Assembly.GetTypes()
            .Where(type => Uses(type).Any(used => used.Namespace?.StartsWith("Quartz", StringComparison.Ordinal) == true))
            .Select(type => type.DeclaringType ?? type).Distinct()
            .Where(type => !type.Name.Split('`')[0].EndsWith("Job", StringComparison.Ordinal) && type.Name != "Schedule");

        Assert.Empty(knowing);
    }

    [Fact]
    public void Every_effect_that_the_engine_can_ask_for_has_one_handler()
    {
        var effects = typeof(Effect).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Effect)) && !type.IsAbstract);
        var handled = typeof(Turns).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IEffectHandler)) && !type.IsAbstract)
            .Select(type => type.BaseType!.GetGenericArguments()[0])
            .ToList();

        Assert.All(effects, effect => Assert.Single(handled, handler => handler == effect));
    }

    [Fact]
    public void Nothing_is_kept_in_a_drawer_called_common()
    {
        string[] drawers = ["Common", "Services", "Helpers", "Utils", "Models", "Managers", "Shared"];

        var kept = typeof(Turns).Assembly.GetTypes().Concat(typeof(DialogEngine).Assembly.GetTypes())
            .Where(type => type.Namespace?.Split('.').Any(drawers.Contains) == true);

        Assert.Empty(kept);
    }

    private static string? FolderOf(Type type)
    {
        const string root = "BelajarBot.";
        var name = type.IsNested ? type.DeclaringType!.Namespace : type.Namespace;
        return type.Assembly == typeof(Turns).Assembly && name?.StartsWith(root, StringComparison.Ordinal) == true ? name[root.Length..] : null;
    }

    /// <summary>Every type that a type's signatures, fields and method bodies mention.</summary>
    private static HashSet<Type> Uses(Type type)
    {
        const BindingFlags all = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var used = new HashSet<Type>();
        Add(type.BaseType);
        foreach (var contract in type.GetInterfaces())
        {
            Add(contract);
        }

        foreach (var field in type.GetFields(all))
        {
            Add(field.FieldType);
        }

        foreach (var method in type.GetMethods(all).Cast<MethodBase>().Concat(type.GetConstructors(all)))
        {
            Add((method as MethodInfo)?.ReturnType);
            foreach (var parameter in method.GetParameters())
            {
                Add(parameter.ParameterType);
            }

            foreach (var mentioned in Mentioned(method))
            {
                Add(mentioned);
            }
        }

        return used;

        void Add(Type? found)
        {
            if (found is null || !used.Add(found))
            {
                return;
            }

            foreach (var argument in found.IsGenericType ? found.GetGenericArguments() : [])
            {
                Add(argument);
            }

            if (found.HasElementType)
            {
                Add(found.GetElementType());
            }
        }
    }

    /// <summary>The types whose members a method body calls, creates or reads: what its signature does not show.</summary>
    private static IEnumerable<Type> Mentioned(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
        {
            yield break;
        }

        var typeArguments = method.DeclaringType is { IsGenericType: true } owner ? owner.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var operation = code[at] == 0xFE ? OpCode.Of(0xFE00 | code[at + 1]) : OpCode.Of(code[at]);
            at += operation.Size;
            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                var member = method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments);
                var found = member as Type ?? member?.DeclaringType;
                if (found is not null)
                {
                    yield return found;
                }
            }

            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static class OpCode
    {
        private static readonly Dictionary<int, System.Reflection.Emit.OpCode> All = typeof(OpCodes).GetFields()
            .Select(field => (System.Reflection.Emit.OpCode)field.GetValue(null)!)
            .ToDictionary(code => code.Value & 0xFFFF);

        internal static System.Reflection.Emit.OpCode Of(int value) => All[value & 0xFFFF];
    }
}
