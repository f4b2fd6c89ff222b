import type { ModelClient } from './model-client.js';

/** @throws AggregateError when some could not be closed; all have been tried. */
export async function closeAll(clients: Iterable<ModelClient>): Promise<void> {
  const errors: unknown[] = [];
  const close = async (client: ModelClient): Promise<void> => {
    await client.close().catch((error: unknown) => errors.push(error));
  };
  await Promise.all([...clients].map(close));
  if (errors.length > 0) throw new AggregateError(errors, 'Some clients could not be closed.');
}
