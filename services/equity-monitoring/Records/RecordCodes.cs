using Cohesion.Contracts;

namespace Cohesion.EquityMonitoring.Records;

/// <summary>The grounds on which records are restricted, held and erased.</summary>
public static class RecordCodes
{
    /// <summary>UK GDPR, Article 18(1) and 21(1).</summary>
    public static readonly IReadOnlyList<Code> RestrictionGrounds =
    [
        new("accuracy", "They say that it is not accurate, and we are checking"),
        new("unlawful", "It should not have been kept, and they would rather have it restricted than erased"),
        new("claims", "We no longer need it, but they do for a legal claim"),
        new("objection", "They object to its use, and we are weighing that"),
    ];

    public static readonly IReadOnlyList<Code> HoldGrounds =
    [
        new("inquiry", "A statutory inquiry"),
        new("claim", "A legal claim or proceedings"),
        new("safeguarding", "A safeguarding concern"),
        new("complaint", "A complaint that is not closed"),
        new("police", "A police investigation"),
    ];

    public const string RetentionEnded = "retention-ended";
    public const string Restored = "restored";

    /// <summary>UK GDPR, Article 17(1), as far as it reaches a school that acts in the public interest.</summary>
    public static readonly IReadOnlyList<Code> ErasureGrounds =
    [
        new(RetentionEnded, "Its time is over by the retention schedule"),
        new("unlawful", "It should not have been kept"),
        new("ordered", "A court or the Information Commissioner has ordered it"),
    ];

    /// <summary>The words for a ground of an erasure, also of one that was done again.</summary>
    public static string ErasureLabel(string ground) => ground == Restored ? "Done again after a backup was restored" : Codes.LabelOf(ErasureGrounds, ground);
}
