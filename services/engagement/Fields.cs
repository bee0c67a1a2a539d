using System.Globalization;
using System.Text.Json;
using Cohesion.Contracts;
using Cohesion.Hosting;
using Cohesion.Web;

namespace Cohesion.Engagement;

/// <summary>Reads what a caller sent, as JSON or as a form, and goes on after a fault, so that all of them are named at once.</summary>
public sealed class Fields
{
    private const int MostUnknown = 20;

    private readonly Func<string, JsonElement?> _value;
    private readonly string _path;
    private readonly JsonElement? _body;
    private readonly IFormCollection? _form;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    private Fields(Func<string, JsonElement?> value, JsonElement? body, IFormCollection? form, string path, List<Fault> faults)
    {
        (_value, _body, _form, _path, Faults) = (value, body, form, path, faults);
    }

    public List<Fault> Faults { get; }

    public bool Good => Faults.Count == 0;

    public bool IsForm => _form is not null;

    public static Fields OfJson(JsonElement body) => OfJson(body, "", []);

    /// <summary>A form's fields are texts; a date comes in three of them: name-day, name-month, name-year.</summary>
    public static Fields OfForm(IFormCollection form) =>
        new(name => form.TryGetValue(name, out var values) && values.ToString().Trim() is { Length: > 0 } text ? AsElement(text) : null, body: null, form, "", []);

    /// <summary>A required or optional text; <paramref name="what"/> names it in a message: "the name of the partner".</summary>
    public string? Text(string name, string what, int longest, bool required = true)
    {
        var text = Raw(name, what, required);
        if (text?.Length > longest)
        {
            return Wrong<string>(name, "too-long", $"{Words.Sentence(what)} must be {longest} characters or fewer");
        }

        return text;
    }

    /// <summary>One code of a set.</summary>
    public string? Code(string name, string what, IReadOnlyList<Code> set, bool required = true)
    {
        var text = Raw(name, what, required);
        return text is null || set.Any(code => code.Value == text)
            ? text
            : Wrong<string>(name, "unknown-code", $"{Words.Sentence(what)} must be one of: {string.Join(", ", set.Select(code => code.Value))}");
    }

    public DateOnly? Date(string name, string what, bool required = true)
    {
        if (_form is not null)
        {
            return DateFields.TryRead(_form, name, Words.Sentence(what), Faults, out var typed) && typed is null && required
                ? Missing<DateOnly?>(name + "-day", what)
                : typed;
        }

        return Raw(name, what, required) is not { } text ? null
            : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year >= 1900 ? date
            : Wrong<DateOnly?>(name, "not-a-date", $"{Words.Sentence(what)} must be a real date, written 2026-11-22");
    }

    public bool? Flag(string name, string what)
    {
        var element = Find(name);
        var flag = element switch
        {
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            { ValueKind: JsonValueKind.String } text when IsForm => text.GetString() == "yes",
            _ => (bool?)null,
        };
        return flag ?? (element is null ? Missing<bool?>(name, what) : Wrong<bool?>(name, "wrong-type", $"{Words.Sentence(what)} must be true or false"));
    }

    public int? Number(string name, string what, int least, int most)
    {
        var element = Find(name);
        if (element is null)
        {
            return Missing<int?>(name, what);
        }

        var number = 0;
        var whole = element is { ValueKind: JsonValueKind.Number } value ? value.TryGetInt32(out number)
            : IsForm && int.TryParse(element.Value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number);
        return whole && number >= least && number <= most ? number
            : Wrong<int?>(name, "wrong-number", $"{Words.Sentence(what)} must be a whole number from {least} to {most}");
    }

    /// <summary>A list of texts: a JSON array, or a form's text with commas or lines between.</summary>
    public IReadOnlyList<string> List(string name, string what)
    {
        var element = Find(name);
        return element switch
        {
            null => [],
            { ValueKind: JsonValueKind.String } text when IsForm => text.GetString()!.Split([',', '\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries),
            { ValueKind: JsonValueKind.Array } array when array.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String or JsonValueKind.Number) =>
                [.. array.EnumerateArray().Select(item => item.ToString())],
            _ => Wrong<IReadOnlyList<string>>(name, "wrong-type", $"{Words.Sentence(what)} must be a list") ?? [],
        };
    }

    /// <summary>Whether anything was sent under this name.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>An object inside; null, with its fault, where it is missing.</summary>
    public Fields? Part(string name, string what) => Find(name) switch
    {
        null => Missing<Fields>(name, what),
        { ValueKind: JsonValueKind.Object } part => OfJson(part, Where(name) + ".", Faults),
        _ => Wrong<Fields>(name, "wrong-type", $"{Words.Sentence(what)} must be an object"),
    };

    public T? Wrong<T>(string name, string code, string message)
    {
        Faults.Add(new Fault(Where(name), code, message));
        return default;
    }

    /// <summary>Call when all is read: names every field that nobody asked for, since a misspelt one is a lost one.</summary>
    public void NothingElse()
    {
        if (_body is not { ValueKind: JsonValueKind.Object } body)
        {
            return;
        }

        var unknown = body.EnumerateObject().Where(property => !_known.Contains(property.Name)).ToList();
        if (unknown.Count > MostUnknown)
        {
            Wrong<object>("body", "too-many-fields", $"There are {unknown.Count} fields that nobody asked for; the first {MostUnknown} are named");
        }

        foreach (var property in unknown.Take(MostUnknown))
        {
            Wrong<object>(property.Name.Length <= 40 ? property.Name : property.Name[..40], "unknown-field", "There is no such field");
        }
    }

    private static Fields OfJson(JsonElement body, string path, List<Fault> faults) =>
        new(name => body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null,
            body, form: null, path, faults);

    private static JsonElement AsElement(string text) => JsonSerializer.SerializeToElement(text, EngagementJson.Default.String);

    private string Where(string name) => _path + name;

    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return _value(name);
    }

    private string? Raw(string name, string what, bool required) => Find(name) switch
    {
        null => required ? Missing<string>(name, what) : null,
        { ValueKind: JsonValueKind.String } value when value.GetString()!.Trim() is { } text =>
            text.Contains('\0', StringComparison.Ordinal) ? Wrong<string>(name, "nul-character", $"{Words.Sentence(what)} must be without NUL characters")
            : text.Length > 0 ? text : required ? Missing<string>(name, what) : null,
        _ => Wrong<string>(name, "wrong-type", $"{Words.Sentence(what)} must be a text"),
    };

    private T? Missing<T>(string name, string what) => Wrong<T>(name, "missing", $"Enter {what}");
}
