import type {
  createStructured,
  StructuredOutputCapabilities,
  StructuredOutputPlan,
  streamStructured,
} from '@outcrop/structured-output';
import type { UnifiedRequest } from '@outcrop/unified-response';
import type { Quirks } from './preset.js';

/** How a call gets its answer in a format, and what carries that out. */
export interface StructuredOutput {
  readonly plan: StructuredOutputPlan;
  readonly create: typeof createStructured;
  readonly stream: typeof streamStructured;
}

type Library = typeof import('@outcrop/structured-output');

/**
 * The plan for a request with a response format; `undefined` for one without.
 * @throws ProviderError `invalid_request` for what is no format, `unsupported` for a strategy that
 * the server does not have.
 */
export async function structuredOutput(
  request: UnifiedRequest,
  quirks: Quirks,
): Promise<StructuredOutput | undefined> {
  if (request.responseFormat === undefined) return undefined;
  // Only who asks for a format pays for what reads it.
  const library = await import('@outcrop/structured-output');
  const format = await library.loadResponseFormat(request.responseFormat);
  if (!format) return undefined;
  const capabilities = capabilitiesOf(quirks, library);
  const plan = library.planStructuredOutput(request, format, capabilities);
  return { plan, create: library.createStructured, stream: library.streamStructured };
}

function capabilitiesOf(
  { jsonSchema, strictTools, toolChoices }: Quirks,
  library: Library,
): StructuredOutputCapabilities {
  const { NATIVE_DIALECT, OPENAI_STRICT_DIALECT, PROMPT_DIALECT, toolDialect } = library;
  const dialects = {
    openai: OPENAI_STRICT_DIALECT,
    bedrock: NATIVE_DIALECT,
    // Decoding by a grammar: what it does not know, it does not hold the answer to.
    any: { ...PROMPT_DIALECT, objectRoot: true },
  };
  return {
    ...(jsonSchema && { native: dialects[jsonSchema] }),
    tool: toolDialect({ rootComposition: jsonSchema === 'any', references: true }),
    ...(strictTools && { strictTool: OPENAI_STRICT_DIALECT }),
    toolChoices,
  };
}
