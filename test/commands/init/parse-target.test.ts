import { describe, expect, it } from 'vitest';
import { parseTarget, parseTargets } from '../../../src/commands/init/parse-target.ts';

describe('a target as people type it', () => {
  it.each([
    [
      'response.p95<500',
      { id: 'response-p95', label: '95th percentile response time', metric: 'response.p95', below: 500 },
    ],
    [
      '  response.p95 < 500 ms ',
      { id: 'response-p95', label: '95th percentile response time', metric: 'response.p95', below: 500 },
    ],
    [
      'response.p95<=0.5s',
      { id: 'response-p95', label: '95th percentile response time', metric: 'response.p95', atMost: 500 },
    ],
    ['errors.rate < 1 %', { id: 'errors-rate', label: 'Error rate', metric: 'errors.rate', below: 0.01 }],
    ['errors.rate<0.7%', { id: 'errors-rate', label: 'Error rate', metric: 'errors.rate', below: 0.007 }],
    ['errors.rate<0.01', { id: 'errors-rate', label: 'Error rate', metric: 'errors.rate', below: 0.01 }],
    ['errors.rate < 0.99', { id: 'errors-rate', label: 'Error rate', metric: 'errors.rate', below: 0.99 }],
    [
      'memory.growth < 150 %',
      { id: 'memory-growth', label: 'Memory growth', metric: 'memory.growth', below: 1.5 },
    ],
    ['memory.growth > 1', { id: 'memory-growth', label: 'Memory growth', metric: 'memory.growth', above: 1 }],
    ['cpu.average < 80 %', { id: 'cpu-average', label: 'Average CPU', metric: 'cpu.average', below: 80 }],
    [
      'users.sustained >= 50 users',
      { id: 'users-sustained', label: 'Sustained users', metric: 'users.sustained', atLeast: 50 },
    ],
    [
      'throughput.requestsPerSecond > 100 /s',
      {
        id: 'throughput-requests-per-second',
        label: 'Requests per second',
        metric: 'throughput.requestsPerSecond',
        above: 100,
      },
    ],
    ['memory.peak<512 MB', { id: 'memory-peak', label: 'Peak memory', metric: 'memory.peak', below: 512 }],
  ])('%s', (text, target) => {
    expect(parseTarget(text)).toEqual(target);
  });

  it.each([
    ['fast', 'Invalid target "fast".'],
    ['response.p95 < -5', 'Invalid target'],
    ['response.p95 < 500 ms please', 'Invalid target'],
    ['response.p95 < 500 < 600', 'Invalid target'],
    ['response.p95 = 500', 'Invalid target'],
    ['response.p9x < 500', 'Unknown metric "response.p9x".'],
    ['response.p95 < 5 %', 'Invalid unit "%" for response.p95: "response.p95 < 5 %".'],
    ['response.p95 < 500 kg', 'Invalid unit "kg"'],
    ['throughput.totalRequests > 5 s', 'Invalid unit "s"'],
    ['errors.rate < 1', 'Invalid bound in "errors.rate < 1".'],
    ['errors.rate<=1', 'Invalid bound in "errors.rate<=1".'],
    ['memory.growth < 50', 'Invalid bound in "memory.growth < 50".'],
    ['errors.rate < 5', 'Invalid bound in "errors.rate < 5".'],
    ['errors.rate < 101 %', 'Invalid target'],
  ])('is not "%s"', (text, message) => {
    expect(() => parseTarget(text)).toThrow(message);
  });

  it.each([
    ['50+ users', '"users.sustained >= 50"'],
    ['max. 2 % errors', '"errors.rate < 2%"'],
    ['errors', '"errors.rate < 1%"'],
    ['200 req/s', '"throughput.requestsPerSecond >= 200"'],
    ['memory 300', '"memory.peak < 300 MB"'],
    ['fast', '"response.p95 < 500 ms", "errors.rate < 1%"'],
  ])('names a target for "%s" that is valid: %s', (text, example) => {
    const hint = `Write metric, bound and number, in quotes: ${example}.`;
    expect(() => parseTarget(text)).toThrow(expect.objectContaining({ hint }) as Error);
    for (const [, valid = ''] of example.matchAll(/"([^"]*)"/g)) expect(parseTarget(valid)).toBeDefined();
  });

  it('has an id of its own beside others of its metric', () => {
    const targets = parseTargets('response.p95<500, response.p95>5, apdex>0.9, response.p95<700');
    const ids = ['response-p95', 'response-p95-2', 'apdex', 'response-p95-3'];
    expect(targets.map(({ id }) => id)).toEqual(ids);
    expect(targets.map(({ label }) => label)).toEqual([
      '95th percentile response time',
      undefined,
      'Apdex',
      undefined,
    ]);
  });

  it('may stand in one line with others, with spaces or without', () => {
    const two = [
      { id: 'response-p95', label: '95th percentile response time', metric: 'response.p95', below: 500 },
      { id: 'errors-rate', label: 'Error rate', metric: 'errors.rate', below: 0.01 },
    ];
    expect(parseTargets('response.p95<500 errors.rate<1%')).toEqual(two);
    expect(parseTargets('response.p95 < 500 ms, errors.rate < 1 %')).toEqual(two);
    expect(parseTargets('response.p95 < 500 ms errors.rate < 1 %')).toEqual(two);
    expect(parseTargets(' ')).toEqual([]);
    expect(() => parseTargets('errors.rate<0,5%')).toThrow('Invalid target "5%".');
  });
});
