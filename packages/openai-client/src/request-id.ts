/** Who of OpenAI, Azure and AWS gives an id to each request, and where. */
const NAMES: readonly string[] = ['x-request-id', 'apim-request-id', 'x-amzn-requestid'];

export function requestIdOf(headers: Headers | undefined): string | undefined {
  const name = NAMES.find((known) => headers?.has(known));
  return name === undefined ? undefined : (headers?.get(name) ?? undefined);
}
