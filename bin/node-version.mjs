/**
 * The Node versions that `engines` in package.json admits. Written for every Node that knows modules: it also runs in
 * those that are too old for everything else here.
 */

/** @param {string} version such as "22.19.0" or "v26.10.0" */
const numbers = (version) => version.replace(/^v/, '').split('.').map(Number);

/**
 * @param {readonly number[]} a
 * @param {readonly number[]} b
 */
const isAtLeast = (a, b) => {
  for (const i of [0, 1, 2]) if (a[i] !== b[i]) return Number(a[i]) > Number(b[i]);
  return true;
};

/**
 * The parts of a range: a list of `^a.b.c` (the same major version, at least this) and `>=a.b.c`, joined by `||`; any
 * other form throws.
 *
 * @param {string} range
 */
const partsOf = (range) =>
  range.split('||').map((part) => {
    const [, operator, floor] = /^\s*(\^|>=)(\d+\.\d+\.\d+)\s*$/.exec(part) || [];
    if (!operator || !floor) throw new Error(`engines.node has an unsupported part: "${part.trim()}".`);
    return { operator, floor };
  });

/**
 * A range in words: "22.19 or a later 22, or 24.3 or later".
 *
 * @param {string} range
 */
export const rangeText = (range) =>
  partsOf(range)
    .map(({ operator, floor }) => {
      const [major, minor] = numbers(floor);
      return `${major}.${minor} or ${operator === '^' ? `a later ${major}` : 'later'}`;
    })
    .join(', or ');

/**
 * True for a version that a range admits.
 *
 * @param {string} version
 * @param {string} range
 */
export const admits = (version, range) =>
  partsOf(range).some(({ operator, floor }) => {
    const isSameMajor = numbers(version)[0] === numbers(floor)[0];
    return isAtLeast(numbers(version), numbers(floor)) && (operator === '>=' || isSameMajor);
  });
