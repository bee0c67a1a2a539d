using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Cohesion.Hosting.Api;

/// <summary>Rows changed, removed, moved, doubled, cut off at any places of a chain of any length: the check finds it, and finds nothing in a chain as it was written.</summary>
public sealed class Any_tampering_with_a_chain
{
    private static readonly AuditChain Chain = new("activity", new AuditKeys(new SortedList<string, byte[]> { ["k1"] = RandomNumberGenerator.GetBytes(32) }));

    private static readonly Func<AuditEntry, AuditEntry>[] Changes =
    [
        entry => entry with { Tenant = entry.Tenant + "0" }, entry => entry with { At = entry.At.AddTicks(10) }, entry => entry with { Who = entry.Who + "x" },
        entry => entry with { Who = entry.Who + entry.Role[..1], Role = entry.Role[1..] }, entry => entry with { Act = AuditAct.Exported }, entry => entry with { Outcome = AuditOutcome.Refused },
        entry => entry with { What = entry.Item, Item = entry.What }, entry => entry with { Special = !entry.Special }, entry => entry with { Purpose = "oversight" },
        entry => entry with { Reason = "complaint" }, entry => entry with { Correlation = "" }, entry => entry with { Times = 2 },
    ];

    [Fact]
    public void Is_found() => Prop.ForAll(
        Gen.Choose(2, 40).SelectMany(length => Gen.Choose(0, 5).SelectMany(deed => Gen.Choose(0, length - 1).SelectMany(at => Gen.Choose(0, length - 1).Select(other => (length, deed, at, other))))).ToArbitrary(),
        sample =>
        {
            var (length, deed, at, other) = sample;
            var whole = ChainOf(length);
            var tampered = Tamper(whole, deed, at, other);
            var untouched = tampered.SequenceEqual(whole);
            return FirstBreak(tampered, whole[^1]) is null == untouched;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_any_field_is_found() => Assert.All(Changes, change =>
    {
        var whole = ChainOf(5);
        Assert.Equal(3, FirstBreak([.. whole[..2], whole[2] with { Entry = change(whole[2].Entry) }, .. whole[3..]], whole[^1])!.Sequence);
    });

    [Fact]
    public void Of_a_hash_its_predecessor_or_its_key_is_found()
    {
        var whole = ChainOf(5);
        foreach (var row in new[] { whole[2] with { Hash = new byte[32] }, whole[2] with { Previous = new byte[32] }, whole[2] with { Key = "" }, whole[2] with { Sequence = 9 } })
        {
            Assert.Equal(3, FirstBreak([.. whole[..2], row, .. whole[3..]], whole[^1])!.Sequence);
        }
    }

    [Fact]
    public void Of_a_row_into_the_chain_of_another_service_is_found()
    {
        var whole = ChainOf(5);
        var check = new ChainCheck(new AuditChain("engagement", new AuditKeys((string?)null)), "125123", []);
        Assert.NotNull(check.Next(whole[0]));
    }

    private static List<AuditRow> ChainOf(int length)
    {
        var (rows, head) = (new List<AuditRow>(), (AuditHead?)null);
        for (var number = 0; number < length; number++)
        {
            var row = Chain.Next(head, A.Row(125123, $"p-{number % 3}"));
            head = new(row.Entry.Tenant, row.Sequence, row.Hash);
            rows.Add(row);
        }

        return rows;
    }

    private static List<AuditRow> Tamper(List<AuditRow> whole, int deed, int at, int other)
    {
        var rows = whole.ToList();
        switch (deed)
        {
            case 0:
                rows[at] = rows[at] with { Entry = Changes[other % Changes.Length](rows[at].Entry) };
                break;
            case 1:
                rows.RemoveAt(at);
                break;
            case 2:
                (rows[at], rows[other]) = (rows[other] with { Sequence = rows[at].Sequence }, rows[at] with { Sequence = rows[other].Sequence });
                break;
            case 3:
                rows.Insert(at, rows[other]);
                break;
            case 4:
                rows.RemoveRange(at, rows.Count - at);
                break;
            default:
                // Taken out, with the numbers and the links after it put right: only the hashes tell.
                rows.RemoveAt(at);
                rows = [.. rows.Select((row, place) => row with { Sequence = place + 1, Previous = place == 0 ? AuditChain.Beginning : rows[place - 1].Hash })];
                break;
        }

        return rows;
    }

    private static AuditBreak? FirstBreak(List<AuditRow> rows, AuditRow last)
    {
        var check = new ChainCheck(Chain, "125123", [new AuditHead("125123", last.Sequence, last.Hash)]);
        return rows.Select(check.Next).FirstOrDefault(found => found is not null) ?? check.End();
    }
}
