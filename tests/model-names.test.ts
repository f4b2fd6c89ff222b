import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { baseModelId, parseModelRef } from '@outcrop/bedrock-models';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { KNOWN_MODELS } from '../packages/bedrock-models/src/known-models.js';

// What a model can do stands in one place, as data. Code that matches a name anywhere else is wrong
// about the next model.

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where names belong: tables, each row with its source. */
const DATA = [
  'packages/bedrock-models/src/families/',
  'packages/bedrock-models/src/known-models.ts',
  'packages/pricing/src/data/',
  // Embedding models answer InvokeModel alone, each family in a body of its own: no profile has them.
  'packages/bedrock-client/src/embedding-families.ts',
  // The emulator imports nothing of ours, so it has tables of its own.
  'packages/bedrock-emulator/src/model-rules/',
];

/** Vendors that are ordinary words, or providers as well: they name a model only before a dot. */
const ORDINARY = ['amazon', 'google', 'meta', 'nvidia', 'openai', 'writer'];

const ids = Object.keys(KNOWN_MODELS).map(parseModelRef);
const vendors = [...new Set(ids.map(({ vendor = '' }) => vendor))];
/** The first words of the models' names, but for `r` (r1), `v` (v3) and `command`. */
const families = [...new Set(ids.map(({ model = '' }) => /^[a-z]*/.exec(model)?.[0] ?? ''))].filter(
  (word) => word.length > 1 && word !== 'command',
);

const FAMILY = anyWordOf([...families, 'command-r']);
const VENDOR = anyWordOf(vendors.filter((vendor) => !ORDINARY.includes(vendor)));
/** `anthropic.`, but not `anthropic.com`. */
const VENDOR_OF_AN_ID = new RegExp(`(?<![a-z])(?:${vendors.join('|')})\\.(?!com\\b)`, 'i');

/** Calls that compare what they are given, or are called on. */
const COMPARING = new Set(
  (
    'endsWith every exec filter find get has hasOwn includes indexOf lastIndexOf match matchAll replace ' +
    'replaceAll search some split startsWith test RegExp Set Map'
  ).split(' '),
);

/** Code that has to be caught, and the literals in it. */
const forbidden: [code: string, ...literals: string[]][] = [
  ["if (model.includes('claude')) {}", "'claude'"],
  ["if (id.startsWith('amazon.')) {}", "'amazon.'"],
  ["const isNova = id.startsWith('us.amazon.nova-lite-v1:0');", "'us.amazon.nova-lite-v1:0'"],
  ['const isLlama = /^(us\\.)?meta\\.llama/.test(id);', '/^(us\\.)?meta\\.llama/'],
  ['const rule = /amazon\\./;', '/amazon\\./'],
  ["const rule = new RegExp('mistral|mixtral');", "'mistral|mixtral'"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the code has a template, not this text
  ['const rule = RegExp(`^${geo}.cohere`);', '`^${geo}.cohere`'],
  ["const strict = profile.family === 'gpt-oss';", "'gpt-oss'"],
  ["const strict = 'deepseek' == vendor;", "'deepseek'"],
  ["const strict = ref.vendor !== 'openai';", "'openai'"],
  ["switch (ref.vendor) { case 'amazon': }", "'amazon'"],
  ["switch (family) { case 'qwen-3': }", "'qwen-3'"],
  ["const signed = ['anthropic', 'zai'].includes(vendor);", "'anthropic'", "'zai'"],
  ["const signed = new Set(['writer', 'x']).has(ref.vendor);", "'writer'"],
  ["const signed = new Set(['anthropic'] as const);", "'anthropic'"],
  ["const index = 'kimi glm'.indexOf(name);", "'kimi glm'"],
  ["const prefixes = ['anthropic.claude-', '*.nova-*'];", "'anthropic.claude-'", "'*.nova-*'"],
  ["const FAMILY = 'claude-3';", "'claude-3'"],
  ["const limits = { nova: 10_000, 'llama-4': 8192 };", 'nova', "'llama-4'"],
  ["const limit = limits['claude'];", "'claude'"],
  ["if (('gemma' as string) === name) {}", "'gemma'"],
  ["if (id.match('anthropic' + '.')) {}", "'anthropic'"],
  ["if (id.startsWith(legacy ? 'titan' : prefix)) {}", "'titan'"],
  ["type Family = 'claude' | 'nova';", "'claude'", "'nova'"],
  ["const page = () => <p hidden={model.includes('grok')} />;", "'grok'"],
];

/** Code that must not be caught. */
const allowed: string[] = [
  "// if (model.includes('claude')) {}",
  '/** Such as `us.anthropic.claude-sonnet-4-6`. */ const example = 1;',
  "import { sdk } from '@anthropic-ai/sdk';",
  "program.option('-m, --model <id>', 'id', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0');",
  "const fallback = registry.model('bedrock:amazon.nova-lite-v1:0');",
  "throw new TypeError('Expected a model id (amazon.nova-lite-v1:0)');",
  "const page = 'https://docs.aws.amazon.com/nova/latest/userguide/tool-use.html';",
  "const type = 'application/vnd.amazon.eventstream';",
  "const isAws = host.endsWith('.amazonaws.com') || host === 'docs.anthropic.com';",
  "const adapter = { id: 'openai', apiTypes: ['openai', 'anthropic'] };",
  "const isOpenAi = config.api_type === 'openai';",
  "const beta = fields.anthropic_beta ?? fields['anthropic_beta'];",
  "if (tool.name === 'nova_code_interpreter') {}",
  "const text = words.includes('innovation') || words.includes('titanium');",
  "const here = import.meta.url; writer.write(chunk); meta.source = 'x';",
  "const command = args.includes('command');",
];

describe('no model is matched by name outside the data', () => {
  it('in any source file', () => {
    const { stdout } = spawnSync('git', ['ls-files', 'packages/*/src/*', 'apps/*/src/*'], {
      cwd: root,
      encoding: 'utf8',
    });
    const files = stdout
      .split('\n')
      .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && existsSync(join(root, file)))
      .filter((file) => !/\.test(-d)?\.tsx?$|\/testing\//.test(file))
      .filter((file) => !DATA.some((data) => file.startsWith(data)));
    expect(files.length).toBeGreaterThan(100);
    const found = files.flatMap((file) =>
      namesIn(file, readFileSync(join(root, file), 'utf8')).map(
        ({ line, literal }) => `${file}:${line} ${literal}`,
      ),
    );
    expect(found).toEqual([]);
  });

  it.each(forbidden)('is found in %s', (code, ...literals) => {
    expect(namesIn('planted.tsx', code).map(({ literal }) => literal)).toEqual(literals);
  });

  it.each(allowed)('is not found in %s', (code) => {
    expect(namesIn('planted.ts', code)).toEqual([]);
  });
});

interface Found {
  line: number;
  literal: string;
}

/** The literals that can only be there to match the name of a model. */
function namesIn(file: string, code: string): Found[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    const text = literalText(node);
    if (text !== undefined && (isFragment(text) || isCompared(node, text))) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ line: line + 1, literal: node.getText() });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The text of a string, a template, a regular expression or a property's name. */
function literalText(node: ts.Node): string | undefined {
  if (ts.isRegularExpressionLiteral(node)) return node.text.replaceAll('\\', '');
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return [node.head, ...node.templateSpans.map(({ literal }) => literal)]
      .map(({ text }) => text)
      .join('…');
  }
  return ts.isIdentifier(node) && ts.isPropertyAssignment(node.parent) && node.parent.name === node
    ? node.text
    : undefined;
}

/** Part of a name, good for nothing but matching: no sentence, address, media type or whole id. */
function isFragment(text: string): boolean {
  if (/\s|^https?:|^\w+\/vnd\./.test(text) || vendors.includes(text) || isWholeId(text))
    return false;
  return FAMILY.test(text) || VENDOR_OF_AN_ID.test(text);
}

function isWholeId(text: string): boolean {
  try {
    return Object.hasOwn(KNOWN_MODELS, baseModelId(parseModelRef(text.replace(/^\w+:/, ''))) ?? '');
  } catch {
    return false;
  }
}

function isCompared(literal: ts.Node, text: string): boolean {
  const names =
    FAMILY.test(text) || VENDOR.test(text) || VENDOR_OF_AN_ID.test(text) || ORDINARY.includes(text);
  const comparison = names ? comparisonOf(literal) : undefined;
  if (comparison === undefined || /\.com$/.test(text)) return false;
  return !ORDINARY.includes(text) || /vendor|family/i.test(comparison);
}

/** The code that compares this literal with something, or is built from it to do so. */
function comparisonOf(literal: ts.Node): string | undefined {
  let node = literal;
  for (;;) {
    const { parent } = node;
    if (ts.isBinaryExpression(parent) && parent.operatorToken.getText() !== '+') {
      return /^[!=]==?$|^in$/.test(parent.operatorToken.getText()) ? parent.getText() : undefined;
    }
    if (ts.isCaseClause(parent)) {
      return parent.expression === node ? parent.parent.parent.expression.getText() : undefined;
    }
    if (ts.isElementAccessExpression(parent)) return parent.getText();
    if (ts.isPropertyAccessExpression(parent)) {
      return COMPARING.has(parent.name.text) ? wholeCall(parent).getText() : undefined;
    }
    if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
      const name = /\w+$/.exec(parent.expression.getText())?.[0] ?? '';
      return COMPARING.has(name) ? wholeCall(parent).getText() : undefined;
    }
    const isOnTheWay =
      ts.isArrayLiteralExpression(parent) ||
      ts.isParenthesizedExpression(parent) ||
      ts.isAsExpression(parent) ||
      ts.isSatisfiesExpression(parent) ||
      ts.isConditionalExpression(parent) ||
      ts.isSpreadElement(parent) ||
      ts.isBinaryExpression(parent);
    if (!isOnTheWay) return undefined;
    node = parent;
  }
}

/** `new Set([…]).has(vendor)`, of which only a part is given. */
function wholeCall(part: ts.Expression): ts.Expression {
  const { parent } = part;
  const isCalled = ts.isCallExpression(parent) && parent.expression === part;
  return isCalled || ts.isPropertyAccessExpression(parent) ? wholeCall(parent) : part;
}

/** Whole words only, digits behind them allowed; `anthropic_beta` is the name of a field. */
function anyWordOf(words: readonly string[]): RegExp {
  return new RegExp(`(?<![a-z])(?:${words.join('|')})(?![a-z_])`, 'i');
}
