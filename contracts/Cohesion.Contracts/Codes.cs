namespace Cohesion.Contracts;

/// <summary>A code that travels between services, with the words a page shows for it.</summary>
public sealed record Code(string Value, string Label);

/// <summary>The code sets that more than one service speaks. Sources: the two cohesion policies and the DCSF definition of community they quote.</summary>
public static class Codes
{
    /// <summary>The policies' three strands (A2, B4.2).</summary>
    public static readonly IReadOnlyList<Code> Strands =
    [
        new("teaching-learning-curriculum", "Teaching, learning and curriculum"),
        new("equity-excellence", "Equity and excellence"),
        new("engagement-extended-services", "Engagement and extended services"),
    ];

    /// <summary>The dimensions of community (A1, B3.1).</summary>
    public static readonly IReadOnlyList<Code> Dimensions =
    [
        new("school", "The school community"),
        new("networks", "Networks and clusters of schools and partners"),
        new("local", "The local community"),
        new("uk", "The UK community"),
        new("global", "The global community"),
    ];

    /// <summary>What an activity is (A5, A6, A16, B6.2, B8.1, B8.2).</summary>
    public static readonly IReadOnlyList<Code> ActivityKinds =
    [
        new("assembly", "Assembly"),
        new("morning-preparation", "Morning preparation"),
        new("lesson", "Lesson with a visitor"),
        new("visit", "Visit, for example to a place of worship"),
        new("club", "Club"),
        new("community-project", "Community project or volunteering"),
        new("sport-festival", "Sport, drama, music or festival with other schools"),
        new("school-link", "School link or joint project"),
        new("work-placement", "Work placement"),
        new("parent-child", "Parent and child activity"),
        new("holiday-activity", "Holiday activity"),
    ];

    /// <summary>What an activity explores (A4, A6, B6.2).</summary>
    public static readonly IReadOnlyList<Code> Themes =
    [
        new("shared-values", "Shared values"),
        new("challenging-prejudice", "Challenging prejudice, discrimination and stereotyping"),
        new("faith-belief", "Faith and belief"),
        new("culture-heritage", "Culture and heritage"),
        new("language", "Language"),
        new("human-rights", "Human rights"),
        new("citizenship", "Citizenship and participation"),
        new("charity-service", "Charity and service"),
        new("intergenerational", "Across generations"),
        new("environment", "Environment and place"),
        new("arts-sport", "Arts and sport together"),
        new("safety-health", "Safety and health"),
    ];

    /// <summary>The articles of the UN Convention on the Rights of the Child that the policies name (B1.2).</summary>
    public static readonly IReadOnlyList<Code> UncrcArticles =
    [
        new("14", "Article 14: thought, belief and religion"),
        new("15", "Article 15: meeting others and joining groups"),
        new("30", "Article 30: own language, customs and religion"),
        new("31", "Article 31: rest, play, culture and the arts"),
    ];

    /// <summary>The sectors of partners and agencies (A14, A15, B8.2).</summary>
    public static readonly IReadOnlyList<Code> Sectors =
    [
        new("police", "Police"),
        new("fire", "Fire and rescue"),
        new("ambulance", "Ambulance"),
        new("health", "Health"),
        new("social-care", "Social care"),
        new("local-authority", "Local authority"),
        new("charity", "Charity or voluntary group"),
        new("faith", "Faith group"),
        new("community", "Community group"),
        new("business", "Business or employer"),
        new("higher-education", "Higher education"),
        new("further-education", "College"),
        new("school", "School"),
        new("other", "Other"),
    ];

    /// <summary>Kinds of figures that a school may share with its trust or local authority.</summary>
    public static readonly IReadOnlyList<Code> SharedFigures =
    [
        new("reach", "Who took part in community-based activities, by group"),
        new("activities", "Activities by strand, dimension and kind"),
        new("referrals", "Referrals by state, and how long decisions took"),
    ];

    /// <summary>Why a planned session did not take place.</summary>
    public static readonly IReadOnlyList<Code> CancelReasons =
    [
        new("visitor-unavailable", "The visitor or partner could not come"),
        new("staff-unavailable", "No staff available"),
        new("weather", "Weather"),
        new("transport", "Transport"),
        new("too-few", "Too few learners"),
        new("school-closed", "The school was closed"),
        new("other", "Another reason"),
    ];

    /// <summary>The label of a code, or the code itself where the set does not have it.</summary>
    public static string LabelOf(IReadOnlyList<Code> set, string value)
    {
        foreach (var code in set)
        {
            if (code.Value == value)
            {
                return code.Label;
            }
        }

        return value;
    }
}
