import { expect, test } from 'vitest';
import { machineOfBanner, machineOfHosts } from '../../../src/ingest/formats/sysstat/sysstat-machine.ts';

test('the banner gives kernel and processors, never the name of the host', () => {
  expect(machineOfBanner(['', 'Linux 6.8.0-45 (db (old)) \t11/20/26 \t_x86_64_\t(2 CPU)'])).toEqual({
    kernel: 'Linux 6.8.0-45 x86_64',
    processors: '2',
  });
  expect(machineOfBanner(['# Time  UID  PID', '1796000000 0 1'])).toEqual({});
});

test('in JSON one host describes the machine; several do not', () => {
  const host = {
    nodename: 'secret',
    sysname: 'Linux',
    release: '6.8.0',
    machine: 'aarch64',
    'number-of-cpus': 8,
  };
  expect(machineOfHosts([host])).toEqual({ kernel: 'Linux 6.8.0 aarch64', processors: '8' });
  expect(machineOfHosts([host, host])).toEqual({});
});
