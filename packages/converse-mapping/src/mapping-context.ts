import type { ModelProfile } from '@outcrop/bedrock-models';
import { ProviderError } from '@outcrop/unified-response';
import { DocumentNames } from './media/document-name.js';
import { Notices } from './notices.js';

/**
 * What to do with what the model's profile says it cannot take: leave it out or send it differently
 * (`adapt`), send it all the same (`warn`), or refuse the call (`throw`). The first two warn.
 */
export type OnUnsupported = 'adapt' | 'warn' | 'throw';

/** What every step of one mapping shares. Made anew for each request. */
export interface MappingContext {
  readonly profile: ModelProfile;
  readonly onUnsupported: OnUnsupported;
  /** What the content goes into. A response is told as it was. */
  readonly purpose: 'request' | 'response';
  readonly notices: Notices;
  readonly documentNames: DocumentNames;
  /** A tool's name as the service takes it. */
  readonly wireToolName: (name: string) => string;
}

export function createMappingContext(
  profile: ModelProfile,
  options: {
    readonly onUnsupported?: OnUnsupported;
    readonly purpose?: 'request' | 'response';
    readonly notices?: Notices;
    readonly wireToolName?: (name: string) => string;
  } = {},
): MappingContext {
  return {
    profile,
    onUnsupported: options.onUnsupported ?? 'adapt',
    purpose: options.purpose ?? 'request',
    notices: options.notices ?? new Notices(),
    documentNames: new DocumentNames(),
    wireToolName: options.wireToolName ?? ((name) => name),
  };
}

/**
 * Reports something the model cannot take.
 * @returns whether it must be adapted.
 * @throws ProviderError `unsupported` when the caller wants it so.
 */
export function mustAdapt(
  context: MappingContext,
  code: string,
  path: string,
  message: string,
): boolean {
  if (context.onUnsupported === 'throw') {
    throw new ProviderError(`${path}: ${message}`, {
      reason: 'unsupported',
      path,
      hint: "Take it out, choose another model, or let onUnsupported: 'adapt' take care of it.",
    });
  }
  context.notices.warn(code, path, message);
  return context.onUnsupported === 'adapt';
}
