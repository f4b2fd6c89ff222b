import type { WireConverseRequest } from '@outcrop/converse-mapping';

/** JSON as it travels: bytes are base64. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    member instanceof Uint8Array ? Buffer.from(member).toString('base64') : member,
  );
}

/** The body of a request: the model's id is in the path. */
export function wireJson({ modelId: _, ...body }: WireConverseRequest): unknown {
  return JSON.parse(jsonOf(body));
}
