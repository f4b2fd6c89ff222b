import type { Warning } from '@outcrop/unified-response';

/** Collects what could not be said in the server's words. */
export class Notices {
  readonly warnings: Warning[] = [];

  /** A field of the call that was not sent. */
  ignored(path: string, why: string): void {
    this.warn('parameter_ignored', path, `${why}: it was not sent.`);
  }

  /** A block of a message that was not sent. */
  dropped(path: string, why: string): void {
    this.warn('content_ignored', path, `${why}: it was not sent.`);
  }

  /** Something that was sent in another form. */
  adapted(path: string, what: string): void {
    this.warn('content_adapted', path, `${what}.`);
  }

  warn(code: string, path: string, message: string): void {
    this.warnings.push({ code, path, message: `${path}: ${message}` });
  }
}
