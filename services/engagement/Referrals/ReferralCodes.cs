using Cohesion.Contracts;

namespace Cohesion.Engagement.Referrals;

/// <summary>The codes that agencies and schools use to speak of a referral, with the words a page shows.</summary>
public static class ReferralCodes
{
    /// <summary>Why a child is referred. An agency may use all of them or only those it was registered for.</summary>
    public static readonly IReadOnlyList<Code> Reasons =
    [
        new("newly-arrived", "Newly arrived in the area or the country"),
        new("isolation", "Isolated, with few friends or activities"),
        new("target-of-prejudice", "Target of prejudice, bullying or hate"),
        new("drawn-to-prejudice", "Drawn into prejudice, hate or extremism"),
        new("anti-social-behaviour", "Involved in anti-social behaviour"),
        new("fire-safety", "Fire setting or fire safety"),
        new("domestic-incident", "Present at a domestic incident"),
        new("young-carer", "Young carer"),
        new("wellbeing", "Wellbeing or mental health"),
        new("bereavement", "Bereavement or loss"),
        new("family-support", "Family needs support"),
        new("enrichment", "Would gain from a club, activity or placement"),
        new("other", "Another reason"),
    ];

    /// <summary>What the agency hopes the school will do.</summary>
    public static readonly IReadOnlyList<Code> RequestedOutcomes =
    [
        new("place-in-activity", "A place in an activity or club"),
        new("pastoral-support", "Pastoral support in school"),
        new("mentoring", "A mentor or a trusted adult"),
        new("language-support", "Help with English or another language"),
        new("family-contact", "Contact with the family"),
        new("joint-plan", "A joint plan with the agency"),
        new("other", "Something else"),
    ];

    public static readonly IReadOnlyList<Code> Urgencies =
    [
        new("routine", "Routine: 5 working days"),
        new("soon", "Soon: 1 working day"),
        new("urgent", "Urgent: 4 hours"),
    ];

    /// <summary>What allows the agency to share the child's details.</summary>
    public static readonly IReadOnlyList<Code> LegalBases =
    [
        new("consent", "Consent"),
        new("public-task", "Public task"),
        new("s16LA", "Duty to share information, section 16LA of the Children Act 2004"),
        new("safeguarding-without-consent", "Safeguarding, without consent"),
    ];

    /// <summary>As whom somebody consented.</summary>
    public static readonly IReadOnlyList<Code> Capacities =
    [
        new("parent", "Parent or carer with parental responsibility"),
        new("child", "The child, able to decide (Gillick)"),
    ];

    /// <summary>Why a school does not take a referral on.</summary>
    public static readonly IReadOnlyList<Code> DeclineReasons =
    [
        new("not-our-learner", "Not a learner of this school"),
        new("already-supported", "Already supported in this way"),
        new("not-our-task", "Another service is better placed"),
        new("not-enough-information", "Not enough information to act on"),
        new("no-capacity", "No place or capacity at present"),
        new("no-legal-basis", "The legal basis does not allow it"),
    ];

    /// <summary>How an accepted referral ended.</summary>
    public static readonly IReadOnlyList<Code> Outcomes =
    [
        new("met", "What was asked for was done"),
        new("partly-met", "Part of what was asked for was done"),
        new("family-declined", "The child or family did not want it"),
        new("passed-on", "Passed on to another service"),
        new("moved-away", "The child left the school"),
        new("not-achieved", "It could not be done"),
    ];

    /// <summary>Whether the child is better off for it: asked of every completed referral.</summary>
    public static readonly IReadOnlyList<Code> BetterOff =
    [
        new("yes", "Yes"),
        new("somewhat", "Somewhat"),
        new("no", "No"),
        new("too-early", "Too early to say"),
    ];

    public static readonly IReadOnlyList<Code> CancelReasons =
    [
        new("no-longer-needed", "No longer needed"),
        new("sent-in-error", "Sent in error or to the wrong school"),
        new("consent-withdrawn", "Consent was withdrawn"),
        new("other", "Another reason"),
    ];
}
