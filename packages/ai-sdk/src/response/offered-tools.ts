import type { ChatParams } from '@outcrop/unified-response';

/** Says of a tool that is called whether the caller can run it. */
export interface OfferedTools {
  /**
   * Marks a call of a tool that the caller did not define, next to tools that the provider runs: it
   * has been run already.
   */
  marksOf(name: string): { readonly providerExecuted?: true; readonly dynamic?: true };
}

export function offeredTools({ tools = [] }: ChatParams): OfferedTools {
  const names = tools.flatMap((tool) => (tool.type === 'function' ? [tool.function.name] : []));
  const own = new Set(names);
  const hasProviderTools = tools.some((tool) => tool.type === 'provider');
  return {
    marksOf: (name) =>
      hasProviderTools && !own.has(name) ? { providerExecuted: true, dynamic: true } : {},
  };
}
