using Cohesion.Contracts;

namespace Cohesion.Engagement.Partners;

/// <summary>A partner as it is entered or changed.</summary>
public sealed record PartnerDetails(string Name, string Sector, string? Community, DateOnly? Since, PartnerContactPerson? Contact)
{
    public static PartnerDetails? Read(Fields fields, DateOnly today)
    {
        var details = new PartnerDetails(
            fields.Text("name", "the name of the partner", 120) ?? "",
            fields.Code("sector", "the sector", Codes.Sectors) ?? "",
            fields.Text("community", "the community or faith", 80, required: false),
            fields.Date("since", "the day the partnership began", required: false),
            fields.IsForm ? ReadContact(fields, "contact-") : fields.Has("contact") ? fields.Part("contact", "the contact") is { } part ? ReadContact(part, "") : null : null);
        if (details.Since > today)
        {
            fields.Wrong<object>("since", "in-the-future", "The partnership cannot begin in the future");
        }

        fields.NothingElse();
        return fields.Good ? details : null;
    }

    private static PartnerContactPerson? ReadContact(Fields fields, string prefix)
    {
        var role = fields.Text(prefix + "role", "the role of the person", 80, required: false);
        var email = fields.Text(prefix + "email", "the email address", 254, required: false);
        var phone = fields.Text(prefix + "phone", "the telephone number", 30, required: false);
        var name = fields.Text(prefix + "name", "the name of the person to speak to", 120, required: (role ?? email ?? phone) is not null);
        if (email is not null && (email.IndexOf('@', StringComparison.Ordinal) is not (> 0 and var at) || email.IndexOf('.', at) < 0 || email.Contains(' ', StringComparison.Ordinal)))
        {
            fields.Wrong<object>(prefix + "email", "not-an-email-address", "Enter an email address like name@example.org");
        }

        return name is null ? null : new PartnerContactPerson(name, role, email, phone);
    }
}
