import type { Repair, Warning } from '@outcrop/unified-response';

/** Collects what had to be said while a request was mapped. One per mapping, never shared. */
export class Notices {
  readonly warnings: Warning[];
  readonly repairs: Repair[] = [];

  constructor(warnings: readonly Warning[] = []) {
    this.warnings = [...warnings];
  }

  /** Takes over what another step has collected. */
  add(others: {
    readonly warnings: readonly Warning[];
    readonly repairs: readonly Repair[];
  }): void {
    this.warnings.push(...others.warnings);
    this.repairs.push(...others.repairs);
  }

  /** Something could not be expressed, or came out differently. */
  warn(code: string, path: string, message: string): void {
    this.warnings.push({ code, path, message });
  }

  /** Something was mended so that the service takes it. */
  repair(code: string, path: string, message: string): void {
    this.repairs.push({ code, path, message });
  }
}
