// The snippets in the READMEs are files that are compiled, run and compared with what they promise.
// `--write` copies the files into the READMEs first.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';
import { mapParallel, report, run } from './run.mjs';
import { publicPackages, root, workspacePackages } from './workspace.mjs';

const MARKER = /^<!-- example: (\S+) -->$/gm;
const SNIPPET = /^<!-- example: (\S+) -->\n```ts\n([\s\S]*?)^```$/gm;
const PROMISED_LINE = /^\s*\/\/ → (.*)$/gm;

const write = process.argv.includes('--write');
const problems = [];
const examples = new Set();

const mustHaveExample = publicPackages().map(({ folder }) => `${folder}/README.md`);
const readmes = ['README.md', ...workspacePackages().map(({ folder }) => `${folder}/README.md`)];

for (const readme of readmes) {
  if (!existsSync(join(root, readme))) {
    problems.push(`${readme} is missing`);
    continue;
  }
  const text = readFileSync(join(root, readme), 'utf8');
  const snippets = [...text.matchAll(SNIPPET)];
  if (snippets.length < [...text.matchAll(MARKER)].length) {
    problems.push(
      `${readme}: a line <!-- example: … --> is not directly followed by a \`\`\`ts fence`,
    );
  }
  if (snippets.length === 0 && mustHaveExample.includes(readme)) {
    problems.push(`${readme} shows no example`);
  }
  let written = text;
  for (const [whole, path, snippet] of snippets) {
    const example = join(dirname(readme), path);
    if (!existsSync(join(root, example))) {
      problems.push(`${readme} shows ${example}, which does not exist`);
      continue;
    }
    examples.add(example);
    const source = readFileSync(join(root, example), 'utf8');
    if (snippet === source) continue;
    if (write) written = written.replace(whole, () => whole.replace(snippet, () => source));
    else problems.push(`${readme} differs from ${example}; \`pnpm examples\` copies it over`);
  }
  if (written !== text) writeFileSync(join(root, readme), written);
}

/** Runs an example as its package's reader would, on the built packages. */
async function problemsOf(example) {
  const source = readFileSync(join(root, example), 'utf8');
  const { outputText } = ts.transpileModule(source, {
    fileName: basename(example),
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  // From standard input, Node resolves imports as if the program were a file in `cwd`.
  const { code, stdout, output } = await run([process.execPath, '--input-type=module', '-'], {
    cwd: join(root, dirname(example)),
    input: outputText,
  });
  if (code !== 0) return [`${example} fails:\n${output}`];
  const promised = [...source.matchAll(PROMISED_LINE)].map(([, line]) => line).join('\n');
  const printed = stdout.trimEnd();
  if (printed === promised) return [];
  return [`${example} promises\n${indent(promised)}\nand prints\n${indent(printed)}`];
}

const indent = (text) => text.replace(/^/gm, '    ');

report([...problems, ...(await mapParallel([...examples], problemsOf)).flat()]);
