import { fromConverseRequest } from '@outcrop/converse-mapping';
import type { CallOptions } from '@outcrop/provider-registry';
import type { ChatParams, Cost } from '@outcrop/unified-response';
import { beginCall, type ClientCore } from './call.js';
import { prepare, requestOf } from './conversation.js';
import { withStandIns } from './load-images.js';

/** What `createResponse` may cost at most. Nothing is sent, and no image is loaded. */
export async function estimateRequest(
  core: ClientCore,
  params: ChatParams,
  options?: CallOptions,
): Promise<Cost> {
  const request = requestOf(core, params);
  const call = beginCall(core, options);
  try {
    const messages = await withStandIns(request.messages);
    const { mapping, profile, base, exchange } = await prepare(
      core,
      { ...request, messages },
      call,
    );
    const { price, maxRepairs } = request;
    const sent = {
      ...fromConverseRequest(mapping.input),
      ...(price && { price }),
      ...(maxRepairs !== undefined && { maxRepairs }),
    };
    const { contextTokens, maxOutputTokens } = profile.limits;
    const { region } = exchange;
    return core.prices.estimate(sent, {
      at: new Date(),
      base: base ?? profile.baseModelId,
      ...(region !== undefined && { region }),
      ...(contextTokens !== undefined && { contextTokens }),
      ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    });
  } finally {
    call.whole.close();
  }
}
