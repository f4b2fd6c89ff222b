import { toJsonSchema } from '@langchain/core/utils/json_schema';
import { isInteropZodSchema } from '@langchain/core/utils/types';
import type { ChatParams } from '@outcrop/unified-response';

/** What tells one call from another in a cache of LangChain, beside the messages. */
export function cacheKey(type: string, params: Omit<ChatParams, 'messages'>): string {
  const { response_format: format, ...others } = params;
  const schema = format && isInteropZodSchema(format) ? toJsonSchema(format) : format;
  return JSON.stringify({ _type: type, ...others, response_format: schema });
}
