import type { Rule } from '../rules/rule.js';
import { messageRules } from './message-rules.js';
import { toolRules } from './tool-rules.js';

/** The service's own rules beyond its constraints, in the order they are checked. */
export const serviceRules: readonly Rule[] = [...messageRules, ...toolRules];
