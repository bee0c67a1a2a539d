// Builds dist/: one stylesheet, one script for every page, one for pages with a chart, the icon; each also as brotli.
import { brotliCompressSync, constants } from "node:zlib";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
await build({
  entryPoints: [join(assets, "cohesion.js"), join(assets, "chart.js")],
  outdir: dist,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
});
copyFileSync(join(assets, "favicon.svg"), join(dist, "favicon.svg"));

for (const file of ["cohesion.css", "cohesion.js", "chart.js", "favicon.svg"]) {
  const bytes = readFileSync(join(dist, file));
  writeFileSync(join(dist, `${file}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}
