import { expect, test } from 'vitest';
import { answerCall, timeIn } from './demo-tool.js';

const NOW = new Date('2026-11-23T06:04:00Z');

test('tells the time in cities that time zones are named after', () => {
  expect(timeIn('Tokyo', NOW)).toBe('Monday, 23 November 2026 at 15:04 (Asia/Tokyo)');
  expect(timeIn('new york', NOW)).toBe('Monday, 23 November 2026 at 01:04 (America/New_York)');
  expect(timeIn('Atlantis', NOW)).toBeUndefined();
});

test.each(['{"city":"Atlantis"}', '{}', 'no json', '{"city":7}'])(
  'a call with %s gets an error the model can read',
  (text) => {
    const result = answerCall({ type: 'tool_call', id: 'a', name: 'get_time', arguments: text });
    expect(result).toMatchObject({ toolCallId: 'a', status: 'error' });
    expect(result.output).toMatch(/no such city/i);
  },
);
