/** What a request's method and path ask for. */
export interface Route {
  /** The operation's name in the service model; `Unknown` when no operation has this path. */
  readonly operation: string;
  /** The decoded model id or ARN, for operations that have one in their path. */
  readonly modelId: string | undefined;
}

/** Method, path and name of Bedrock Runtime's operations, from the service model 2023-09-30. */
const OPERATIONS: readonly (readonly [string, RegExp, string])[] = [
  ['POST', /^\/model\/(?<modelId>[^/]*)\/converse$/, 'Converse'],
  ['POST', /^\/model\/(?<modelId>[^/]*)\/converse-stream$/, 'ConverseStream'],
  ['POST', /^\/model\/(?<modelId>[^/]*)\/count-tokens$/, 'CountTokens'],
  ['POST', /^\/model\/(?<modelId>[^/]*)\/invoke$/, 'InvokeModel'],
  [
    'POST',
    /^\/model\/(?<modelId>[^/]*)\/invoke-with-response-stream$/,
    'InvokeModelWithResponseStream',
  ],
  [
    'POST',
    /^\/model\/(?<modelId>[^/]*)\/invoke-with-bidirectional-stream$/,
    'InvokeModelWithBidirectionalStream',
  ],
  ['POST', /^\/guardrail\/[^/]*\/version\/[^/]*\/apply$/, 'ApplyGuardrail'],
  ['POST', /^\/guardrail-checks\/invoke$/, 'InvokeGuardrailChecks'],
  ['POST', /^\/async-invoke$/, 'StartAsyncInvoke'],
  ['GET', /^\/async-invoke\/[^/]*$/, 'GetAsyncInvoke'],
  ['GET', /^\/async-invoke$/, 'ListAsyncInvokes'],
];

function decoded(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    return decodeURIComponent(label);
  } catch {
    return label;
  }
}

/**
 * Finds the operation of a request. A model id is one path segment: an ARN whose slashes are not
 * percent-encoded finds none, as on the real service.
 */
export function route(method: string, target: string): Route {
  const [path = ''] = target.split('?');
  for (const [operationMethod, pattern, operation] of OPERATIONS) {
    const match = operationMethod === method ? pattern.exec(path) : null;
    if (match) return { operation, modelId: decoded(match.groups?.modelId) };
  }
  return { operation: 'Unknown', modelId: undefined };
}
