using System.Globalization;
using System.Text;
using Cohesion.Statistics;
using Cohesion.Web;
using CsvHelper;

namespace Cohesion.EquityMonitoring.Reach;

/// <summary>The report as a file: exactly what the page shows; "z" stands where there is nothing to say (a symbol of the DfE's open data standards).</summary>
internal static class ReachCsv
{
    private static readonly string[] Headers =
    [
        "time_period", "breakdown_topic", "breakdown", "reached", "learners", "share", "share_low", "share_high", "risk_ratio", "risk_ratio_low", "risk_ratio_high",
        "difference", "difference_low", "difference_high", "q", "evidence",
    ];

    public static byte[] Of(ReachReport report)
    {
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        using (var csv = new CsvWriter(text, CultureInfo.InvariantCulture))
        {
            Write(csv, Headers);
            Write(csv, Row(report, ReachCount.All, "Total", ReachAnswerGroup.Of(report.Total), null));
            foreach (var breakdown in report.Breakdowns)
            {
                foreach (var comparison in breakdown.Groups)
                {
                    Write(csv, Row(report, breakdown.Name, GroupWords.Group(breakdown.Name, comparison.Group.Group), ReachAnswerGroup.Of(comparison), comparison));
                }
            }
        }

        return bytes.ToArray();
    }

    private static string[] Row(ReachReport report, string breakdown, string group, ReachAnswerGroup answer, GroupComparison? comparison)
    {
        string Number(double? value) => value is { } number ? number.ToString("0.######", CultureInfo.InvariantCulture) : "z";
        return
        [
            report.AcademicYear[..4] + report.AcademicYear[^2..], GroupWords.Breakdown(breakdown), group, Number(answer.Reached), Number(answer.Learners), Number(answer.Share), Number(answer.ShareLow), Number(answer.ShareHigh),
            Number(answer.RiskRatio), Number(answer.RiskRatioLow), Number(answer.RiskRatioHigh), Number(answer.Difference), Number(answer.DifferenceLow), Number(answer.DifferenceHigh),
            Number(answer.Q), GroupWords.Finding(comparison),
        ];
    }

    private static void Write(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell);
        }

        csv.NextRecord();
    }
}
