import type { FamilyTable } from '../family.js';
import claude from './claude.json' with { type: 'json' };
import cohere from './cohere.json' with { type: 'json' };
import deepseek from './deepseek.json' with { type: 'json' };
import gemma from './gemma.json' with { type: 'json' };
import glm from './glm.json' with { type: 'json' };
import gpt from './gpt.json' with { type: 'json' };
import gptOss from './gpt-oss.json' with { type: 'json' };
import jamba from './jamba.json' with { type: 'json' };
import kimi from './kimi.json' with { type: 'json' };
import llama from './llama.json' with { type: 'json' };
import minimax from './minimax.json' with { type: 'json' };
import mistral from './mistral.json' with { type: 'json' };
import nemotron from './nemotron.json' with { type: 'json' };
import nova from './nova.json' with { type: 'json' };
import palmyra from './palmyra.json' with { type: 'json' };
import qwen from './qwen.json' with { type: 'json' };
import titan from './titan.json' with { type: 'json' };

/** Every family. Vendors and names are disjoint, so the order does not matter (tested). */
export const FAMILY_TABLES: readonly FamilyTable[] = [
  claude,
  cohere,
  deepseek,
  gemma,
  glm,
  gpt,
  gptOss,
  jamba,
  kimi,
  llama,
  minimax,
  mistral,
  nemotron,
  nova,
  palmyra,
  qwen,
  titan,
];
