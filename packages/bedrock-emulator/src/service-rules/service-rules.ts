import { messageRules } from './message-rules.js';
import type { ServiceRule } from './service-rule.js';
import { toolRules } from './tool-rules.js';

/** The rules beyond the constraints that hold for every model, in the order they are checked. */
export const serviceRules: readonly ServiceRule[] = [...messageRules, ...toolRules];
