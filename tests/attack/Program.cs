using Cohesion.Attack;

const int threshold = 5;
return args switch
{
    ["england", var file] => England(file),
    ["exclusions-by-group", var file] => Groups(file),
    ["key-stage-2", var file] => KeyStage2(file),
    ["dashboards", .. var files] when files.Length > 0 => Dashboards(files),
    _ => Usage(),
};

static int England(string file)
{
    var found = ExclusionsOfSchools.Read(file).Select(table => (Table: table, Found: table.FoundOut())).ToList();
    foreach (var (table, gaps) in found)
    {
        Console.WriteLine($"{table.Authority} {table.Period}: {gaps.Count} of {table.Schools.Count(s => s.Excluded is null)} hidden numbers found out");
    }

    return found.Sum(f => f.Found.Count) > 0 ? 1 : 0;
}

static int Groups(string file)
{
    var tables = ExclusionsOfGroups.Read(file).Select(table => (Table: table, Found: table.FoundOut().Count)).ToList();
    foreach (var (table, found) in tables)
    {
        var hidden = table.Groups.Sum(g => (g.All.Hidden ? 1 : 0) + (g.Male.Hidden ? 1 : 0) + (g.Female.Hidden ? 1 : 0));
        Console.WriteLine($"{table.SchoolType} {table.Period} {table.Indicator}: {found} of {hidden} hidden numbers found out");
    }

    return tables.Sum(t => t.Found) > 0 ? 1 : 0;
}

static int KeyStage2(string file)
{
    var results = KeyStage2Results.Read(file).Select(school => (School: school, Found: school.FoundOut())).ToList();
    foreach (var standard in results.GroupBy(r => r.School.Standard))
    {
        var suppressed = standard.Sum(r => r.School.Breakdowns.Sum(groups => groups.Count(g => g.Suppressed)));
        Console.WriteLine($"{standard.Key}: {standard.Sum(r => r.Found.Count)} of {suppressed} suppressed groups found out, in {standard.Count(r => r.Found.Count > 0)} of {standard.Count()} schools");
    }

    return results.Sum(r => r.Found.Count) > 0 ? 1 : 0;
}

static int Dashboards(string[] paths)
{
    var files = new DashboardFiles(paths);
    var (found, differences) = (files.FoundOut(threshold).ToList(), files.SmallDifferences(threshold).ToList());
    found.ForEach(f => Console.WriteLine($"{f.Cell} {f.Part}: {(f.Bounds.IsExact ? $"is {f.Bounds.Least:0}" : $"between {f.Bounds.Least:0.#} and {f.Bounds.Most:0.#}")}"));
    differences.ForEach(d => Console.WriteLine($"{d.Then} and {d.Now} differ by fewer than {threshold}"));
    Console.WriteLine($"{files.Gaps} hidden numbers, {found.Count} found out or nearly; {differences.Count} differences about fewer than {threshold}");
    return found.Count + differences.Count > 0 ? 1 : 0;
}

static int Usage()
{
    Console.Error.WriteLine("attack dashboards FILE...   tries to find out what exported dashboards hide, of one time or several");
    Console.Error.WriteLine("attack england FILE         the same with England’s exclusions by school");
    Console.Error.WriteLine("attack exclusions-by-group FILE  the same with England’s exclusions by characteristics");
    Console.Error.WriteLine("attack key-stage-2 FILE     the same with England’s results at the end of Key Stage 2 by school");
    return 2;
}
