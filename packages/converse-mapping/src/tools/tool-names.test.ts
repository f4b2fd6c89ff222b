import { modelProfile } from '@outcrop/bedrock-models';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PROFILES } from '../testing/profiles.js';
import { ToolNames } from './tool-names.js';

const CLAUDE = modelProfile('us.anthropic.claude-sonnet-4-6');
const NOVA = modelProfile('us.amazon.nova-2-lite-v1:0');

const anyName = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.constantFrom('find', 'find_2', 'get-weather', 'get_weather', 'get.weather', '', '__', '__2'),
  fc.string({ unit: fc.constantFrom('a', '_', '-', '.'), minLength: 60, maxLength: 70 }),
);

describe('ToolNames', () => {
  test('keeps legal names, and gives others an alias that no legal name has', () => {
    const names = new ToolNames(CLAUDE, [
      'mcp.server/find',
      'mcp_server_find',
      'get-weather',
      '検索',
    ]);
    expect(names.toWire('mcp_server_find')).toBe('mcp_server_find');
    expect(names.toWire('mcp.server/find')).toBe('mcp_server_find_2');
    expect(names.toWire('get-weather')).toBe('get-weather');
    expect(names.toWire('検索')).toBe('__');
  });

  test('T23: Nova gets no hyphens', () => {
    expect(new ToolNames(NOVA, ['get-weather']).toWire('get-weather')).toBe('get_weather');
  });

  test('T18: names are 64 characters at most, and still differ', () => {
    const [first, second] = ['x'.repeat(70), 'x'.repeat(80)];
    const names = new ToolNames(CLAUDE, [first, second]);
    expect(names.toWire(first)).toBe('x'.repeat(64));
    expect(names.toWire(second)).toBe(`${'x'.repeat(62)}_2`);
  });

  test('a name that was not announced stays', () => {
    expect(new ToolNames(CLAUDE, ['find']).toWire('other')).toBe('other');
  });

  test('is a bijection onto legal names, for any names and any model', () => {
    fc.assert(
      fc.property(fc.array(anyName), fc.constantFrom(...PROFILES), (wanted, profile) => {
        const names = new ToolNames(profile, wanted);
        const sent = new Set(wanted.map((name) => names.toWire(name)));
        expect(sent.size).toBe(new Set(wanted).size);
        expect(names.ownNames.size).toBe(sent.size);
        for (const name of wanted) {
          const wire = names.toWire(name);
          expect(wire).toMatch(new RegExp(profile.toolName.pattern));
          expect(wire.length).toBeLessThanOrEqual(profile.toolName.maxLength);
          expect(names.ownNames.get(wire)).toBe(name);
        }
      }),
    );
  });
});
