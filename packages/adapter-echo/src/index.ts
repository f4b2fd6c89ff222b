export { echo } from './adapter.js';
export { createEchoClient } from './client.js';
export type { EchoOptions } from './options.js';
