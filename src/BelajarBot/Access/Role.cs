namespace BelajarBot.Access;

/// <summary>What somebody is besides a teacher. The numbers stand in the database.</summary>
internal enum Role
{
    /// <summary>Kapten or Co-Captain belajar.id: answers teachers of a regency or city.</summary>
    Captain = 1,

    /// <summary>Duta Teknologi: reaches and answers the teachers of a province.</summary>
    Duta = 2,

    /// <summary>An officer of a UPT who reviews what partners and offices send in.</summary>
    Reviewer = 3,

    /// <summary>Runs the bot's work in an area: roles, figures, exports.</summary>
    Admin = 4,

    /// <summary>May do everything everywhere.</summary>
    Superadmin = 5,
}

/// <summary>Something that not everybody may do.</summary>
internal enum Permission
{
    /// <summary>See figures, never names.</summary>
    ReadStatistics,

    /// <summary>Get figures as a file.</summary>
    Export,

    /// <summary>Get a file with the names of people.</summary>
    ExportPeople,

    /// <summary>Answer those who asked for a human.</summary>
    AnswerTickets,

    /// <summary>Ask for a message to many.</summary>
    Broadcast,

    /// <summary>Let another officer's message to many go out.</summary>
    ApproveBroadcasts,

    /// <summary>See what reminders go out next, as counts.</summary>
    SeeSchedule,

    /// <summary>Invite to meetings, and see who comes.</summary>
    HoldEvents,

    /// <summary>Decide on what was sent in.</summary>
    ReviewSubmissions,

    /// <summary>Give circulars to an area.</summary>
    PublishCirculars,

    /// <summary>Change the dates and states of programmes.</summary>
    ChangeProgrammes,

    /// <summary>Write the list of contacts of an area.</summary>
    Import,

    /// <summary>Invite officers and take roles away.</summary>
    GrantRoles,

    /// <summary>Read who looked at or changed what.</summary>
    ReadAudit,
}

/// <summary>Which role may do what.</summary>
internal static class Roles
{
    /// <summary>The roles by the words that stand in buttons, texts and transcripts, from the bottom to the top.</summary>
    private static readonly (Role Role, string Name)[] Names =
        [(Role.Captain, "kapten"), (Role.Duta, "duta"), (Role.Reviewer, "reviewer"), (Role.Admin, "admin"), (Role.Superadmin, "superadmin")];

    private static readonly Permission[] OfCaptain = [Permission.ReadStatistics, Permission.AnswerTickets, Permission.SeeSchedule];

    private static readonly Permission[] OfDuta =
        [.. OfCaptain, Permission.Export, Permission.Broadcast, Permission.HoldEvents, Permission.GrantRoles];

    private static readonly Permission[] OfReviewer =
        [Permission.ReadStatistics, Permission.Export, Permission.ReviewSubmissions, Permission.HoldEvents, Permission.PublishCirculars];

    private static readonly Permission[] OfAdmin =
    [
        .. OfDuta.Union(OfReviewer), Permission.ExportPeople, Permission.ApproveBroadcasts, Permission.Import, Permission.ReadAudit,
    ];

    /// <summary>The role's word, which never changes.</summary>
    internal static string Name(this Role role) => Array.Find(Names, each => each.Role == role).Name;

    /// <summary>The role of a word, or null.</summary>
    internal static Role? Find(string name) => Array.Exists(Names, each => each.Name == name) ? Array.Find(Names, each => each.Name == name).Role : null;

    /// <summary>Whether the role includes it. Where is another question: within the area that the role was granted for.</summary>
    internal static bool May(this Role role, Permission permission) => role switch
    {
        Role.Captain => OfCaptain.Contains(permission),
        Role.Duta => OfDuta.Contains(permission),
        Role.Reviewer => OfReviewer.Contains(permission),
        Role.Admin => OfAdmin.Contains(permission),
        Role.Superadmin => true,
        _ => false,
    };

    /// <summary>The roles that somebody with this one may grant, within their own area: those below it; its own only for a smaller area (<see cref="Grant.MayGrant"/>).</summary>
    internal static IReadOnlyList<Role> Grantable(this Role role) => role switch
    {
        Role.Superadmin => [Role.Captain, Role.Duta, Role.Reviewer, Role.Admin, Role.Superadmin],
        Role.Admin => [Role.Captain, Role.Duta, Role.Reviewer, Role.Admin],
        Role.Duta => [Role.Captain],
        _ => [],
    };
}
