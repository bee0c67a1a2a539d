using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using Xunit;

namespace Cohesion.Hosting.Api;

/// <summary>Spoken over a bare connection, as whoever means harm does: a body that is announced and does not come, or comes by drops.</summary>
public sealed class Bodies_that_are_too_much(EchoService service) : IClassFixture<EchoService>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_that_trickles_is_ended_with_408_and_holds_nobody_else_up()
    {
        var slow = Enumerable.Range(0, 40).Select(_ => TrickleAsync()).ToList();
        using var teacher = service.As(Role.Teacher, 125123);
        for (var time = 0; time < 20; time++)
        {
            (await teacher.PostAsync("/api/v1/echoes", new { text = "meanwhile" }, Ct)).Expect(HttpStatusCode.Created);
        }

        Assert.All(await Task.WhenAll(slow), answer => Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal));
        Assert.All(await Task.WhenAll(slow), answer => Assert.Contains("urn:cohesion:problem:too-slow", answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_that_is_announced_as_too_large_is_refused_before_it_comes()
    {
        using var connection = await OpenAsync();
        await connection.GetStream().WriteAsync(Head($"Content-Length: {10 * 1024 * 1024}\r\n"), Ct);
        await connection.GetStream().WriteAsync("{\"text\":\""u8.ToArray(), Ct);
        var answer = await ReadAsync(connection);
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("urn:cohesion:problem:too-large", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_does_not_say_its_length_is_refused_once_it_is_too_large()
    {
        const int oneTooMany = 1024 * 1024 + 1;
        using var connection = await OpenAsync();
        await connection.GetStream().WriteAsync(Head("Transfer-Encoding: chunked\r\n"), Ct);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{oneTooMany:x}\r\n{new string(' ', oneTooMany)}"), Ct);
        var answer = await ReadAsync(connection);
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("urn:cohesion:problem:too-large", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"text":"a","text":"b"}""")]
    [InlineData("""{"text":"\ud800"}""")]
    [InlineData("""{"text":{"text":{"text":""")]
    public async Task What_another_reader_would_read_otherwise_is_refused(string json)
    {
        using var teacher = service.As(Role.Teacher, 125123);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/echoes") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        (await teacher.SendAsync(request, Ct)).Expect(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("Limits:LargestBody", "1")]
    [InlineData("Limits:DeepestJson", "1000")]
    [InlineData("Limits:SlowestBody", "0")]
    [InlineData("Limits:SlowBodyGraceSeconds", "1")]
    [InlineData("Limits:HeadersWithinSeconds", "3600")]
    public async Task A_service_does_not_start_with_limits_that_are_none(string setting, string value)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["Tokens:Authority"] = "http://127.0.0.1:1";
        builder.Configuration["Urls"] = "http://127.0.0.1:0";
        builder.Configuration[setting] = value;
        builder.AddCohesion("activity");
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(async () =>
        {
            await using var app = builder.Build();
            await app.StartAsync(Ct);
        });
        Assert.Contains(setting.Split(':')[1], refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Sends a byte now and then of a body that would take an hour, and gives what the service says to that.</summary>
    private async Task<string> TrickleAsync()
    {
        using var connection = await OpenAsync();
        await connection.GetStream().WriteAsync(Head("Content-Length: 10000\r\n"), Ct);
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var answer = ReadAsync(connection);
        var drops = DropAsync(connection, answered.Token);
        var text = await answer;
        await answered.CancelAsync();
        await drops;
        return text;
    }

    private static async Task DropAsync(TcpClient connection, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await connection.GetStream().WriteAsync(" "u8.ToArray(), ct);
                await Task.Delay(TimeSpan.FromMilliseconds(300), ct);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // the service has had enough
        }
    }

    private async Task<TcpClient> OpenAsync()
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(service.Address.Host, service.Address.Port, Ct);
        return connection;
    }

    private byte[] Head(string length) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"POST /api/v1/echoes HTTP/1.1\r\nHost: {service.Address.Authority}\r\nAuthorization: Bearer {service.TokenOf("a-slow-one")}\r\nIdempotency-Key: {Guid.NewGuid()}\r\nContent-Type: application/json\r\n{length}\r\n"));

    private static async Task<string> ReadAsync(TcpClient connection)
    {
        var (answer, part) = (new StringBuilder(), new byte[4096]);
        try
        {
            while (await connection.GetStream().ReadAsync(part, Ct) is > 0 and var length)
            {
                answer.Append(Encoding.ASCII.GetString(part, 0, length));
                if (answer.ToString().Contains("\r\n0\r\n", StringComparison.Ordinal))
                {
                    break;
                }
            }
        }
        catch (IOException)
        {
            // closed from the other side, after the answer
        }

        return answer.ToString();
    }
}
