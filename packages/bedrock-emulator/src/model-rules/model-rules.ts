import type { Rule } from '../rules/rule.js';
import { cacheRules } from './cache-rules.js';
import { historyRules } from './history-rules.js';
import { mediaRules } from './media-rules.js';
import { outputRules } from './output-rules.js';
import { parameterRules } from './parameter-rules.js';
import { reasoningRules } from './reasoning-rules.js';
import { toolConfigRules } from './tool-config-rules.js';
import { toolTurnRules } from './tool-turn-rules.js';

/** The rules that hold for families of models, in the order they are checked. */
export const modelRules: readonly Rule[] = [
  ...historyRules,
  ...mediaRules,
  ...toolConfigRules,
  ...toolTurnRules,
  ...reasoningRules,
  ...cacheRules,
  ...outputRules,
  ...parameterRules,
];
