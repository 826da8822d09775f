// Builds the GraphiQL page into dist/: hashed files, a manifest that names them, and the licences of what went in.
import { build } from 'esbuild';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

const WORKERS = {
  json: 'monaco-editor/esm/vs/language/json/json.worker.js',
  graphql: 'monaco-graphql/esm/graphql.worker.js',
  editor: 'monaco-editor/esm/vs/editor/editor.worker.js',
};

const common = {
  bundle: true,
  minify: true,
  metafile: true,
  format: 'esm',
  target: 'es2022',
  outdir: 'dist',
  logLevel: 'warning',
  legalComments: 'linked',
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  loader: { '.ttf': 'file', '.woff': 'file', '.woff2': 'file', '.svg': 'file' },
};

/** Gives the name of the output file built from `entry`. */
function outputOf(metafile, entry) {
  const [path] = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint?.endsWith(entry));
  return path.replace(/^dist\//, '');
}

/** Gives `name@version licence` of every package among the bundled inputs. */
function licences(...metafiles) {
  const folders = new Set();
  for (const input of metafiles.flatMap((metafile) => Object.keys(metafile.inputs))) {
    const match = input.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//);
    if (match) folders.add(match[1]);
  }
  const lines = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`));
    return `${name}@${version} ${typeof license === 'string' ? license : (license?.type ?? 'see package')}`;
  });
  return [...new Set(lines)].sort();
}

rmSync('dist', { recursive: true, force: true });
const page = await build({
  ...common,
  entryPoints: { main: 'src/main.jsx' },
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  jsx: 'automatic',
});
const workers = await build({
  ...common,
  entryPoints: Object.fromEntries(Object.entries(WORKERS).map(([label, path]) => [`${label}.worker`, path])),
});

const script = outputOf(page.metafile, 'src/main.jsx');
const manifest = {
  script,
  style: basename(page.metafile.outputs[`dist/${script}`].cssBundle),
  workers: Object.fromEntries(
    Object.entries(WORKERS).map(([label, path]) => [label, outputOf(workers.metafile, path)]),
  ),
};
writeFileSync('dist/LICENCES.txt', `${licences(page.metafile, workers.metafile).join('\n')}\n`);
writeFileSync('dist/manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
