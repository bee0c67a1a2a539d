// Builds dist/: one stylesheet, one script for every page, one for pages with a chart, the icon, the licences; each also as brotli.
import { brotliCompressSync, constants } from "node:zlib";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { compile } from "sass";

const assets = dirname(fileURLToPath(import.meta.url));
const dist = join(assets, "../dist");
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);

const { css } = compile(join(assets, "cohesion.scss"), { loadPaths: [join(assets, "..")], quietDeps: true });
await build({
  stdin: { contents: css, loader: "css", resolveDir: assets, sourcefile: "cohesion.css" },
  outfile: join(dist, "cohesion.css"),
  bundle: true,
  minify: true,
  legalComments: "none",
  loader: { ".svg": "dataurl" },
});
const { metafile } = await build({
  metafile: true,
  entryPoints: [join(assets, "cohesion.js"), join(assets, "chart.js")],
  outdir: dist,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
});
const packages = new Set(["govuk-frontend", "@ministryofjustice/frontend"]);
for (const input of Object.keys(metafile.inputs)) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (found) {
    packages.add(found[1]);
  }
}
writeFileSync(join(dist, "licences.txt"), [...packages].sort().map(licence).join("\n\n"));
copyFileSync(join(assets, "favicon.svg"), join(dist, "favicon.svg"));

for (const file of ["cohesion.css", "cohesion.js", "chart.js", "favicon.svg", "licences.txt"]) {
  const bytes = readFileSync(join(dist, file));
  writeFileSync(join(dist, `${file}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}

function licence(name) {
  const folder = join(assets, "../node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), "utf8") : ""}`;
}
