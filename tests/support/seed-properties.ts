import fc from 'fast-check';

/**
 * Properties run on the same values each time, so that a change that is sound never fails by chance.
 * `PROPERTY_SEED=random npm test` looks further; a number repeats what was found.
 */
const wanted = process.env.PROPERTY_SEED;
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted ?? 20_261_123) });
