import { createHash } from 'node:crypto';
import type { ConverseRequest } from './converse-wire.js';

/**
 * An id in the form the service mints (`tooluse_` and 22 characters), made of the request and the
 * place of the call in the answer: the same request gets the same ids.
 */
export function toolUseIdFor(request: ConverseRequest, index: number): string {
  const hash = createHash('sha256').update(JSON.stringify([request, index]));
  return `tooluse_${hash.digest('base64url').slice(0, 22)}`;
}
