import { type ErrorReason, isPlainObject, type UnifiedResponse } from '@outcrop/unified-response';

/** One of those that a call may go to. */
export interface FailoverEntry {
  /** Its index in the list that was given. */
  readonly entry: number;
  /** The name under which it is registered, or the name it gives itself. */
  readonly provider?: string;
  readonly model?: string;
}

/** One that was tried in vain. */
export interface FailedEntry extends FailoverEntry {
  readonly reason: ErrorReason;
  readonly message: string;
}

/** Who answered, and who had failed before, in the order in which they were tried. */
export interface FailoverRecord {
  readonly answered: FailoverEntry;
  readonly failed: readonly FailedEntry[];
  /** That of the entry that answered, where it is itself a list. */
  readonly within?: FailoverRecord;
}

/** The record of a response that came of a list, which is its `providerMetadata.failover`. */
export function failoverOf(response: UnifiedResponse): FailoverRecord | undefined {
  const { failover } = response.providerMetadata;
  return isPlainObject(failover) ? (failover as unknown as FailoverRecord) : undefined;
}

/** The same response with that record, or with none. */
export function withFailover<Parsed>(
  response: UnifiedResponse<Parsed>,
  record: FailoverRecord | undefined,
): UnifiedResponse<Parsed> {
  const { failover: _, ...others } = response.providerMetadata;
  return response.with({ providerMetadata: { ...others, ...(record && { failover: record }) } });
}
