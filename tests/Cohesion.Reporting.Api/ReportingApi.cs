using System.Net;
using Cohesion.Hosting;
using Cohesion.Reporting.Imports;
using Cohesion.Testing;

namespace Cohesion.Reporting.Api;

/// <summary>The reporting service on real servers.</summary>
public class ReportingApi : ServiceUnderTest<ReportingJson>
{
    public const string NamesHeader =
        "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus (name),OpenDate,CloseDate,PhaseOfEducation (name),StatutoryLowAge,StatutoryHighAge,NumberOfPupils,Trusts (name),Town";

    public static byte[] Extract => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "data", "gias_names.csv"));

    public static byte[] Csv(params string[] lines) => GiasText.Windows1252.GetBytes(string.Join("\r\n", lines));

    /// <summary>Sends a file, waits until it is read (and applied where asked), and gives the import's report.</summary>
    public async Task<Reply> ImportAsync(byte[] file, bool apply, CancellationToken ct)
    {
        using var administrator = As(Role.Administrator);
        var begun = (await administrator.UploadAsync($"/api/v1/school-imports?apply={(apply ? "true" : "false")}", "file", "edubasealldata.csv", file, ct)).Expect(HttpStatusCode.Accepted);
        return await Eventually.GivesAsync(
            () => administrator.GetAsync(begun.Location!, ct), answer => answer.Json["status"]!.GetValue<string>() is "applied" or "unreadable" || (!apply && answer.Json["status"]!.GetValue<string>() == "ready"),
            "the import is over", ct);
    }
}
