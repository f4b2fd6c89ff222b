import type { Family } from '../family.js';
import { CLAUDE } from './claude.js';
import { COHERE } from './cohere.js';
import { DEEPSEEK } from './deepseek.js';
import { GEMMA } from './gemma.js';
import { GLM } from './glm.js';
import { GPT_OSS } from './gpt-oss.js';
import { JAMBA } from './jamba.js';
import { KIMI } from './kimi.js';
import { LLAMA } from './llama.js';
import { MINIMAX } from './minimax.js';
import { MISTRAL } from './mistral.js';
import { NEMOTRON } from './nemotron.js';
import { NOVA } from './nova.js';
import { PALMYRA } from './palmyra.js';
import { QWEN } from './qwen.js';
import { TITAN } from './titan.js';

/** Every family. Vendors and names are disjoint, so the order does not matter (tested). */
export const FAMILIES: readonly Family[] = [
  ...CLAUDE,
  ...COHERE,
  ...DEEPSEEK,
  ...GEMMA,
  ...GLM,
  ...GPT_OSS,
  ...JAMBA,
  ...KIMI,
  ...LLAMA,
  ...MINIMAX,
  ...MISTRAL,
  ...NEMOTRON,
  ...NOVA,
  ...PALMYRA,
  ...QWEN,
  ...TITAN,
];
