import { describe, expect, it } from 'vitest';
import { type ConfigFilter, filterConfigList } from './filter-config-list.js';

const list = [
  { model: 'small' },
  { model: 'large', tags: ['cheap', 'slow'] },
  { model: 'large', api_type: 'bedrock', tags: [] },
  { model: 'huge', api_type: 'bedrock', tags: ['dear'], region: null },
];

describe('filterConfigList, as AG2’s filter_config', () => {
  it.each<[name: string, filter: ConfigFilter, passing: number[]]>([
    ['passes all without criteria', {}, [0, 1, 2, 3]],
    ['passes all with none', { filter: {} }, [0, 1, 2, 3]],
    ['passes what has one of the values', { filter: { model: ['small', 'huge'] } }, [0, 3]],
    ['takes one value for a list of it', { filter: { model: 'large' } }, [1, 2]],
    [
      'passes what meets all criteria',
      { filter: { model: ['large'], api_type: ['bedrock'] } },
      [2],
    ],
    ['passes a list that has one of the values', { filter: { tags: ['slow', 'dear'] } }, [1, 3]],
    ['has a short way for tags', { tags: ['slow', 'dear'] }, [1, 3]],
    ['has it beside other criteria', { tags: ['cheap', 'dear'], filter: { model: 'huge' } }, [3]],
    ['passes nothing that lacks the field', { filter: { api_type: ['azure', 'bedrock'] } }, [2, 3]],
    ['takes null for a field that is absent', { filter: { api_type: [null, 'azure'] } }, [0, 1]],
    ['takes a field that is null for absent', { filter: { region: null } }, [0, 1, 2, 3]],
    ['passes nothing where no value will do', { tags: [] }, []],
    [
      'passes what meets none of them when it excludes',
      { filter: { model: 'large', tags: ['dear'] }, exclude: true },
      [0],
    ],
    ['passes what lacks the field when it excludes', { tags: ['cheap'], exclude: true }, [0, 2, 3]],
    ['passes all without criteria when it excludes', { exclude: true }, [0, 1, 2, 3]],
  ])('%s', (_, filter, passing) => {
    expect(filterConfigList(list, filter)).toEqual(passing.map((index) => list[index]));
  });
});
