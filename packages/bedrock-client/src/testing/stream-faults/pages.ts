import { reply } from '@outcrop/bedrock-emulator';
import type { StreamFault } from './stream-fault.js';

/** Something in between answers. */
export const PAGES: readonly StreamFault[] = [
  {
    fault: "a proxy's page with status 502",
    replies: reply.fault('html-page'),
    ends: 'transient',
    isRetried: true,
  },
  {
    fault: "a proxy's page with status 403",
    replies: reply.fault('html-page', { status: 403 }),
    ends: 'access_denied',
    isRetried: false,
  },
  {
    fault: "a proxy's page with status 200",
    replies: reply.fault('html-page', { status: 200, body: '<title>Sign in</title>' }),
    ends: 'transient',
    isRetried: false,
    message: /text\/html/,
  },
  {
    fault: 'a redirect',
    replies: reply.fault('redirect'),
    ends: 'config',
    isRetried: false,
  },
];
