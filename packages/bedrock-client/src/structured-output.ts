import type { ModelProfile } from '@outcrop/bedrock-models';
import { acceptedToolChoices } from '@outcrop/converse-mapping';
import type {
  createStructured,
  StructuredOutputCapabilities,
  StructuredOutputPlan,
  streamStructured,
} from '@outcrop/structured-output';
import type { UnifiedRequest } from '@outcrop/unified-response';
import type { BedrockClientOptions } from './options.js';

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
 * the model does not have.
 */
export async function structuredOutput(
  request: UnifiedRequest,
  profile: ModelProfile,
  options: BedrockClientOptions['responseFormatOptions'],
): Promise<StructuredOutput | undefined> {
  if (request.responseFormat === undefined) return undefined;
  // Only who asks for a format pays for what reads it.
  const library = await import('@outcrop/structured-output');
  const format = await library.loadResponseFormat(request.responseFormat, options);
  if (!format) return undefined;
  const capabilities = capabilitiesOf(request, profile, library);
  const plan = library.planStructuredOutput(request, format, capabilities);
  return { plan, create: library.createStructured, stream: library.streamStructured };
}

function capabilitiesOf(
  request: UnifiedRequest,
  profile: ModelProfile,
  { NATIVE_DIALECT, toolDialect }: Library,
): StructuredOutputCapabilities {
  const { structuredOutput: own, tools, toolSchema } = profile;
  return {
    ...(own.native ? { native: NATIVE_DIALECT, strictTool: NATIVE_DIALECT } : {}),
    ...(tools ? { tool: toolDialect(toolSchema) } : {}),
    toolChoices: acceptedToolChoices(request, profile),
  };
}
