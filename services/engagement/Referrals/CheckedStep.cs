using Cohesion.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Referrals;

/// <summary>A step whose words reach the agency: asked for on a page, shown there once more, then sent or changed.</summary>
internal static class CheckedStep
{
    /// <summary>The questions; the referral's own page where the step cannot follow now.</summary>
    public static async Task<IResult> AskAsync<TPage>(this ReferralPages pages, int urn, Guid id, Caller caller, ReferralState step, CancellationToken ct)
        where TPage : IComponent =>
        await pages.FrameAsync(urn, id, caller, ct) is not { } frame ? Problems.NotFound()
            : ReferralStates.After(frame.Row.Standing).Contains(step) ? new RazorComponentResult<TPage>(new { Frame = frame })
            : TypedResults.LocalRedirect(frame.Path);

    /// <summary>The answers: the page again with what is wrong, or to check, or to change; once checked, <paramref name="take"/>.</summary>
    public static async Task<IResult> AnswerAsync<TPage, TRequest>(
        this ReferralPages pages, int urn, Guid id, Caller caller, HttpRequest sent, Func<Fields, TRequest?> read, Func<TRequest, Task<IResult>> take, CancellationToken ct)
        where TPage : IComponent
        where TRequest : class
    {
        if (await pages.FrameAsync(urn, id, caller, ct) is not { } frame)
        {
            return Problems.NotFound();
        }

        var form = await sent.ReadFormAsync(ct);
        var fields = Fields.OfForm(form);
        return (read(fields), form["step"].ToString()) switch
        {
            (null, _) => new RazorComponentResult<TPage>(new { Frame = frame, Form = form, Errors = fields.Faults }) { StatusCode = StatusCodes.Status400BadRequest },
            ({ } request, "send") => await take(request),
            (_, "change") => new RazorComponentResult<TPage>(new { Frame = frame, Form = form }),
            ({ } request, _) => new RazorComponentResult<TPage>(new { Frame = frame, Form = form, Checked = request }),
        };
    }
}
