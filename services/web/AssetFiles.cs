using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Cohesion.Web;

/// <summary>Stylesheet, scripts and icon, embedded in this library and served by every service under an address made of their content.</summary>
public static class AssetFiles
{
    private static readonly FrozenDictionary<string, Asset> Files = new[]
    {
        Asset.Load("cohesion.css", "text/css; charset=utf-8"),
        Asset.Load("cohesion.js", "text/javascript; charset=utf-8"),
        Asset.Load("chart.js", "text/javascript; charset=utf-8"),
        Asset.Load("favicon.svg", "image/svg+xml"),
        Asset.Load("licences.txt", "text/plain; charset=utf-8"),
    }.ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);

    public static string Stylesheet => Files["cohesion.css"].Path;

    public static string Script => Files["cohesion.js"].Path;

    public static string ChartScript => Files["chart.js"].Path;

    public static string Icon => Files["favicon.svg"].Path;

    /// <summary>The licences of the libraries that the scripts and the stylesheet are made of.</summary>
    public static string Licences => Files["licences.txt"].Path;

    /// <summary>Serves the files to anyone; an address never changes its content, so browsers keep it for a year.</summary>
    public static void MapAssets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{hash}/{file}", Serve).AllowAnonymous().ExcludeFromDescription();

    private static IResult Serve(string hash, string file, HttpRequest request, HttpResponse response)
    {
        if (!Files.TryGetValue(file, out var asset) || asset.Hash != hash)
        {
            return Results.NotFound();
        }

        var headers = response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";
        var brotli = request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value == "br" && encoding.Quality is not 0);
        if (brotli)
        {
            headers.ContentEncoding = "br";
        }

        var tag = new EntityTagHeaderValue(brotli ? $"\"{hash}-br\"" : $"\"{hash}\"");
        return Results.Bytes(brotli ? asset.Brotli : asset.Content, asset.ContentType, entityTag: tag);
    }

    private sealed record Asset(string Name, string ContentType, string Hash, byte[] Content, byte[] Brotli)
    {
        public string Path => $"/assets/{Hash}/{Name}";

        public static Asset Load(string name, string contentType)
        {
            var content = Read(name);
            return new Asset(name, contentType, Convert.ToHexStringLower(SHA256.HashData(content))[..16], content, Read(name + ".br"));
        }

        private static byte[] Read(string name)
        {
            using var stream = typeof(AssetFiles).Assembly.GetManifestResourceStream("assets/" + name)
                ?? throw new InvalidOperationException($"The library was built without its file {name}.");
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }
}
