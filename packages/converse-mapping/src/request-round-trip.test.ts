import { isPlainObject } from '@outcrop/unified-response';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBlank } from './blank.js';
import { fromConverseRequest } from './from-converse-request.js';
import { anyOfShape } from './testing/arbitrary-wire.js';
import { deepFreeze } from './testing/deep-freeze.js';
import { PERMISSIVE } from './testing/profiles.js';
import { hasServiceModel, shapeOf, violations } from './testing/service-model.js';
import { toConverseRequest } from './to-converse-request.js';
import type { WireConverseRequest } from './wire/wire-request.js';

const HI = { modelId: 'newcomer.model-1', messages: [{ role: 'user', content: [{ text: 'Hi' }] }] };

function thereAndBack(input: WireConverseRequest): WireConverseRequest {
  return toConverseRequest(fromConverseRequest(deepFreeze(input)), { profile: PERMISSIVE }).input;
}

/** Each member on its own, with and without members that are new since. */
const SIMPLE = hasServiceModel
  ? Object.keys(shapeOf('ConverseRequest').members ?? {}).filter(
      (name) => !['modelId', 'messages', 'system', 'toolConfig'].includes(name),
    )
  : ['none'];

describe.skipIf(!hasServiceModel)('requests of the service model (skipped: it is not here)', () => {
  describe.each([false, true])('with members that are new since: %s', (newMembers) => {
    test.each(SIMPLE)('%s comes back as it was', (member) => {
      const shape = shapeOf('ConverseRequest').members?.[member]?.shape ?? '';
      fc.assert(
        fc.property(anyOfShape(shape, { newMembers }), (value) => {
          // Difference: a struct without members says nothing, and is left out.
          const says = !isPlainObject(value) || Object.keys(value).length > 0;
          const input = { ...HI, [member]: value };
          if (!newMembers) expect(violations(input, 'ConverseRequest')).toEqual([]);
          const back = thereAndBack(input);
          const isKept = ['guardrailConfig', 'promptVariables'].includes(member);
          expect(back).toEqual(says || isKept ? input : HI);
        }),
      );
    });

    test('system comes back as it was', () => {
      const anyBlock = anyOfShape('SystemContentBlock', { newMembers }).filter(hasContent);
      fc.assert(
        fc.property(fc.array(anyBlock, { minLength: 1, maxLength: 4 }), (system) => {
          const input = { ...HI, system } as WireConverseRequest;
          expect(thereAndBack(input)).toEqual(input);
        }),
      );
    });

    test('tools and the choice between them come back as they were', () => {
      const anyTool = anyOfShape('Tool', { newMembers }).filter(isSound).map(withObjectSchema);
      const tools = fc.uniqueArray(anyTool, { minLength: 1, maxLength: 4, selector: nameOf });
      const choice = fc.option(anyOfShape('ToolChoice', { newMembers }), { nil: undefined });
      fc.assert(
        fc.property(tools, choice, (offered, toolChoice) => {
          const chosen = (toolChoice as { tool?: { name?: string } } | undefined)?.tool;
          const isOffered = offered.some((tool) => nameOf(tool) === chosen?.name);
          fc.pre(chosen === undefined || isOffered);
          const toolConfig = { tools: offered, ...(toolChoice ? { toolChoice } : {}) };
          const input = { ...HI, toolConfig } as unknown as WireConverseRequest;
          expect(thereAndBack(input)).toEqual(input);
        }),
      );
    });
  });

  test('a choice of one of the tools comes back as it was', () => {
    const tools = [{ toolSpec: { name: 'find', inputSchema: { json: { type: 'object' } } } }];
    const toolConfig = { tools, toolChoice: { tool: { name: 'find' } } };
    expect(thereAndBack({ ...HI, toolConfig })).toEqual({ ...HI, toolConfig });
  });

  test('members of the request, of a message and of a text format that are new since come back', () => {
    const jsonSchema = { schema: '{"type": "object"}', aNewMember: 1 };
    const input = {
      ...HI,
      messages: [{ role: 'user', content: [{ text: 'Hi' }], aNewMember: { a: 1 } }],
      outputConfig: { textFormat: { type: 'json_schema', structure: { jsonSchema } } },
      aNewMember: [1, { b: 2 }],
    };
    expect(thereAndBack(input)).toEqual(input);
  });
});

/** Difference: blank texts, and cache points with nothing before them, are not sent. */
function hasContent(block: unknown): boolean {
  const { text, guardContent, cachePoint } = block as Record<string, unknown>;
  const guarded = guardContent as { text?: { text?: string } } | undefined;
  const said = text ?? guarded?.text?.text;
  return cachePoint === undefined && (typeof said !== 'string' || !isBlank(said));
}

/** Differences: a blank description is not sent; a cache point needs a tool before it. */
function isSound(tool: unknown): boolean {
  const { toolSpec, cachePoint } = tool as {
    toolSpec?: { description?: string };
    cachePoint?: object;
  };
  return cachePoint === undefined && !isBlank(toolSpec?.description ?? 'none');
}

/** Differences: the root of a schema is an object, and a closed one, since it may be strict. */
function withObjectSchema(tool: unknown): unknown {
  const { toolSpec, ...others } = tool as { toolSpec?: { inputSchema: { json?: object } } };
  const json = toolSpec?.inputSchema.json;
  if (json === undefined) return tool;
  const closed = { type: 'object', properties: {}, additionalProperties: false };
  const inputSchema = { json: { ...json, ...closed } };
  return { ...others, toolSpec: { ...toolSpec, inputSchema } };
}

function nameOf(tool: unknown): unknown {
  const { toolSpec, systemTool } = tool as Record<string, { name?: string } | undefined>;
  return (toolSpec ?? systemTool)?.name ?? tool;
}
