using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Cohesion.EventStore;

/// <summary>SQL texts embedded in assemblies, with the schema, and other files that they name in braces, filled in.</summary>
internal sealed partial class Embedded(string schema)
{
    private readonly ConcurrentDictionary<(Assembly, string), string> texts = new();

    public string Text(Assembly assembly, string name) => texts.GetOrAdd((assembly, name), key => Load(key.Item1, key.Item2).Replace("{schema}", schema, StringComparison.Ordinal));

    public string Own(string name) => Text(typeof(Embedded).Assembly, name);

    /// <summary>What makes the tables of a projection: the text that it gives, or the file that it names.</summary>
    public string Ddl(IProjection projection) => projection.Ddl.EndsWith(".sql", StringComparison.Ordinal)
        ? Text(projection is IRowProjection rows ? rows.Assembly : projection.GetType().Assembly, projection.Ddl)
        : projection.Ddl.Replace("{schema}", schema, StringComparison.Ordinal);

    private static string Load(Assembly assembly, string name)
    {
        var found = assembly.GetManifestResourceNames().Where(resource => resource.EndsWith("." + name, StringComparison.Ordinal)).ToList();
        if (found is not [var only])
            throw new InvalidOperationException($"{assembly.GetName().Name} embeds {found.Count} files named {name}; exactly one is needed.");
        using var reader = new StreamReader(assembly.GetManifestResourceStream(only)!);
        return Part().Replace(reader.ReadToEnd(), part => Load(assembly, part.Groups["file"].Value));
    }

    [GeneratedRegex(@"\{(?<file>[A-Za-z]+\.[A-Za-z]+\.sql)\}", RegexOptions.None, 1000)]
    private static partial Regex Part();
}
