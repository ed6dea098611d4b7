import { describe, expect, it } from 'vitest';
import { environmentName } from '../../src/history/alerts/environment-name.ts';

const nameOf = (index: number, ...labels: readonly string[]): string | null =>
  environmentName(
    labels.map((label) => ({ fingerprint: label, facts: label.split(/[,;] /) })),
    index,
  );

describe('the name of an environment', () => {
  it('is what it has and another one has not', () => {
    const labels = ['cpu Ryzen 7, memory 32 GB; users 10', 'cpu Xeon E5, memory 32 GB; users 10'];
    expect(nameOf(0, ...labels)).toBe('cpu Ryzen 7');
    expect(nameOf(1, ...labels)).toBe('cpu Xeon E5');
    expect(nameOf(1, ...labels, 'cpu Xeon E5, memory 64 GB; users 10')).toBe('cpu Xeon E5, memory 32 GB');
  });

  it('is all of it if others have more', () => {
    expect(nameOf(0, 'cpu Ryzen 7, memory 32 GB', 'cpu Ryzen 7, memory 32 GB; users 10')).toBe(
      'cpu Ryzen 7, memory 32 GB',
    );
  });

  it('is none of a single one', () => {
    expect(nameOf(0, 'cpu Ryzen 7')).toBeNull();
  });
});
