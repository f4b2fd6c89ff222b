import type { ProviderError } from '@outcrop/unified-response';
import { changedError } from './changed-error.js';
import type { ConversePort } from './converse-port.js';
import { ruleOf } from './provider-error-of.js';

/** A way to the service whose credentials may be renewed. */
export type RenewablePort = Pick<ConversePort, 'renewCredentials'>;

/** A chance to do something about it, such as signing in again. */
export type OnCredentialsExpired = (error: ProviderError) => void | Promise<void>;

type OnExpired = OnCredentialsExpired | undefined;

/** Fresh credentials in place of expired ones, once for all calls that find out at the same time. */
export class CredentialRenewal {
  readonly #port: RenewablePort;
  readonly #onExpired: OnExpired;
  #running: Promise<void> | undefined;
  #count = 0;

  constructor(port: RenewablePort, onExpired: OnExpired) {
    this.#port = port;
    this.#onExpired = onExpired;
  }

  /** How often they have been renewed. */
  get count(): number {
    return this.#count;
  }

  /** Whether the error is one that fresh credentials may cure. */
  cures(error: ProviderError): boolean {
    if (ruleOf(error).signIn === undefined || !this.#port.renewCredentials) return false;
    // A source that has failed itself fails again, unless somebody does something about it.
    const isOfSource = error.status === undefined;
    return !isOfSource || this.#onExpired !== undefined;
  }

  /**
   * Renews them, unless that has been done since.
   * @param seen The count when the call that failed went out.
   * @throws ProviderError the same one, with what prevented it.
   */
  async renew(error: ProviderError, seen: number): Promise<void> {
    if (this.#count > seen) return;
    this.#running ??= this.#renew(error).finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  async #renew(error: ProviderError): Promise<void> {
    try {
      await this.#onExpired?.(error);
      await this.#port.renewCredentials?.();
      this.#count += 1;
    } catch (cause) {
      const said = cause instanceof Error ? cause.message : String(cause);
      const message = `${error.message}; they could not be renewed: ${said}`;
      throw changedError(error, { message, cause });
    }
  }
}

/** The renewals of a client, one for each of its ports. */
export class CredentialRenewals {
  readonly #onExpired: OnExpired;
  readonly #renewals = new WeakMap<RenewablePort, CredentialRenewal>();

  constructor(onExpired: OnExpired) {
    this.#onExpired = onExpired;
  }

  of(port: RenewablePort): CredentialRenewal {
    const known = this.#renewals.get(port);
    if (known) return known;
    const renewal = new CredentialRenewal(port, this.#onExpired);
    this.#renewals.set(port, renewal);
    return renewal;
  }
}
