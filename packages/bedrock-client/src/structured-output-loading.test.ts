import { describe, expect, it } from 'vitest';
import { entry, isBuilt, runProgram } from './testing/modules-of.js';

/** Makes a client that is answered so, and runs on with it as `client`. */
function program(text: string, body: string): string {
  const message = { content: [{ text }] };
  return `
    import { createBedrockClient } from ${JSON.stringify(entry)};
    const output = ${JSON.stringify({ output: { message }, stopReason: 'end_turn' })};
    const port = { converse: async () => ({ output }) };
    const client = createBedrockClient({ port, model: 'us.anthropic.claude-haiku-4-5-20251001-v1:0' });
    const messages = [{ role: 'user', content: 'Hello' }];
    ${body}`;
}

const SCHEMA = { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] };
const asking = (format: string): string =>
  `const { parsed, finishReason } = await client.create({ messages, response_format: ${format} });
   console.log(finishReason, JSON.stringify(parsed));`;

/** A Standard Schema of nobody's library. */
const STANDARD = `{ '~standard': { version: 1, vendor: 'own',
  validate: (value) => ({ value }),
  jsonSchema: { input: () => (${JSON.stringify(SCHEMA)}) } } }`;

const AJV = /\/node_modules\/ajv(-formats)?\//;
const FORMATS = /\/structured-output\/dist\//;

describe.skipIf(!isBuilt)('what structured output loads (skipped where it is not built)', () => {
  it('is nothing without a format', () => {
    const { modules } = runProgram(program('Hi', 'await client.create({ messages });'));
    expect(modules).toContain(entry);
    expect(modules.filter((url) => AJV.test(url) || FORMATS.test(url))).toEqual([]);
  });

  it('is ajv when an answer must be held to a JSON Schema', () => {
    const run = runProgram(program('{"n": 1}', asking(JSON.stringify(SCHEMA))));
    expect(run.output).toBe('stop {"n":1}');
    expect(run.modules.some((url) => FORMATS.test(url))).toBe(true);
    expect(run.modules.some((url) => AJV.test(url))).toBe(true);
  });

  it.each([
    ['by a schema that validates by itself', '{"n": 1}', 'stop {"n":1}', STANDARD],
    ['in JSON mode', '{"n": 1}', 'stop {"n":1}', '{ type: "json_object" }'],
  ])('is not ajv %s', (_, text, output, format) => {
    const run = runProgram(program(text, asking(format)));
    expect(run.output).toBe(output);
    expect(run.modules.filter((url) => AJV.test(url))).toEqual([]);
  });

  it('is not ajv before there is an answer', () => {
    const run = runProgram(
      program(
        'No.',
        `await client
          .create({ messages, response_format: ${JSON.stringify(SCHEMA)} })
          .catch(({ reason }) => console.log(reason));`,
      ),
    );
    expect(run.output).toBe('model_error');
    expect(run.modules.filter((url) => AJV.test(url))).toEqual([]);
  });
});
