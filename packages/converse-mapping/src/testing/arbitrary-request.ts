import type { ToolDefinition, UnifiedRequest } from '@outcrop/unified-response';
import fc from 'fast-check';
import { anyHistory, anyText } from './arbitrary-history.js';

const anyName = fc.constantFrom(
  ...['find', 'get-weather', 'mcp.server/tool', '\u691C\u7D22', 'find_2', 'x'.repeat(80)],
);

const anySchema = fc.constantFrom(
  undefined,
  {},
  { type: 'object', properties: { q: { type: 'string' } }, required: ['q'] },
  { anyOf: [{ type: 'object', properties: { a: {} } }, { type: 'string' }] },
  { type: 'array', items: { $ref: '#/$defs/X' }, $defs: { X: { type: 'string' } } },
  { $ref: '#/$defs/Missing' },
);

const anyTool: fc.Arbitrary<ToolDefinition> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.record(
          { name: anyName, description: anyText, strict: fc.boolean() },
          { requiredKeys: ['name'] },
        ),
        anySchema,
      )
      .map(
        ([tool, parameters]): ToolDefinition => ({
          type: 'function',
          ...tool,
          ...(parameters === undefined ? {} : { parameters }),
        }),
      ),
  },
  fc.constantFrom<ToolDefinition>(
    { type: 'provider', definition: { systemTool: { name: 'nova_grounding' } } },
    { type: 'provider', definition: { cachePoint: { type: 'default' } } },
    { type: 'provider', definition: { cachePoint: { type: 'default', ttl: '1h' } } },
  ),
);

const anyNumber = fc.oneof(fc.double({ min: -1, max: 3, noNaN: true }), fc.constantFrom(0, 0.5, 1));

/** Any call that can be made: any conversation, tools and parameters, but no response format. */
export const anyRequest: fc.Arbitrary<UnifiedRequest> = fc.record(
  {
    model: fc.constant('newcomer.model-1'),
    messages: anyHistory,
    inference: fc.record(
      {
        maxTokens: fc.integer({ min: -1, max: 300_000 }),
        temperature: anyNumber,
        topP: anyNumber,
        stopSequences: fc.array(fc.constantFrom('', 'END', '\n'), { maxLength: 4 }),
      },
      { requiredKeys: [] },
    ),
    family: fc.record({ topK: fc.nat(100), k: fc.nat(100), seed: fc.nat() }, { requiredKeys: [] }),
    tools: fc.array(anyTool, { maxLength: 4 }),
    toolChoice: fc.oneof(
      fc.constantFrom(
        { type: 'auto' as const },
        { type: 'none' as const },
        { type: 'any' as const },
      ),
      anyName.map((name) => ({ type: 'tool' as const, name })),
    ),
    parallelToolCalls: fc.boolean(),
    reasoningEffort: fc.constantFrom('none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'),
    thinking: fc.oneof(
      fc.constantFrom({ type: 'adaptive' as const }, { type: 'disabled' as const }),
      fc.nat(200_000).map((budgetTokens) => ({ type: 'enabled' as const, budgetTokens })),
    ),
    supportsSystemPrompts: fc.boolean(),
    additionalModelRequestFields: fc.constantFrom(
      { inferenceConfig: { topK: 3 } },
      { anthropic_beta: ['x'] },
    ),
    additionalModelResponseFieldPaths: fc.constant(['/stop_sequence']),
    guardrail: fc.constant({ guardrailIdentifier: 'abc1', guardrailVersion: 'DRAFT' }),
    requestMetadata: fc.dictionary(anyText, anyText, { maxKeys: 20 }),
    serviceTier: fc.constantFrom('auto', 'default', 'flex', 'priority', 'scale'),
    performance: fc.constantFrom('standard', 'optimized'),
    promptVariables: fc.constantFrom({ a: 'text', b: 3, c: null, d: [1], e: { text: 'x' } }),
    cache: fc.constantFrom(
      { mode: 'auto' as const },
      { mode: 'off' as const },
      { mode: 'auto' as const, ttl: '1h' as const },
    ),
    warnings: fc.constant([]),
  },
  { requiredKeys: ['model', 'messages', 'inference', 'family', 'tools', 'warnings'] },
);
