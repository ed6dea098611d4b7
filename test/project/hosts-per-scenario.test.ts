import { expect, test } from 'vitest';
import type { Workspace } from '../../src/project/workspace.ts';
import { nextStep } from '../../src/diff/next-step.ts';
import { projectOf } from './small-projects.ts';

/** Requests of one run: a row for each URL, or several. */
const requests = (urls: readonly string[], day: number): string =>
  [
    'timestamp,endpoint,duration_ms,ok',
    ...urls.flatMap((url) =>
      Array.from({ length: 20 }, (_, i) => {
        const at = new Date(Date.UTC(2026, 10, day, 10, 0, i)).toISOString();
        return `${at},${url},${50 + i},true`;
      }),
    ),
  ].join('\n');

const preview = (day: number): string => `https://shop-${day}.preview.example.dev`;
const local = (day: number): string => `http://127.0.0.1:51${day}`;

/** Files of three days: a scenario against a preview environment, one against this machine. */
const twoHosts = Object.fromEntries(
  [11, 12, 13].flatMap((day) => [
    [
      `2026-11-${day}/k6/requests.csv`,
      requests([`${preview(day)}/api/cart`, `${preview(day)}/api/products`], day),
    ],
    [`2026-11-${day}/local/requests.csv`, requests([`${local(day)}/api/products`], day)],
  ]),
);

/** Files of three days: one scenario against a preview environment and a service for logins. */
const severalHosts = Object.fromEntries(
  [11, 12, 13].map((day) => [
    `2026-11-${day}/requests.csv`,
    requests([`${preview(day)}/api/cart`, `${preview(day)}/api/products`, `${local(day)}/login`], day),
  ]),
);

const endpointsOf = ({ reports }: Workspace): string[][] =>
  reports.map(({ measures }) =>
    measures.response.map(({ scenario, endpoint }) => `${scenario} ${endpoint}`).toSorted(),
  );

test('the path is the name if each scenario has one host, whatever the others have', async () => {
  const workspace = await projectOf('per-scenario', twoHosts);
  const names = ['k6 /api/cart', 'k6 /api/products', 'local /api/products'];
  expect(endpointsOf(workspace)).toEqual([names, names, names]);
  expect(workspace.problems).toEqual([]);
});

test('a path in `match` matches on every host', async () => {
  const endpoints = [
    { id: 'cart', match: ['/api/cart'] },
    { id: 'products', match: ['/api/products'] },
    { id: 'login', match: ['/login'] },
  ];
  const workspace = await projectOf('path-only', severalHosts, { endpoints });
  const names = ['default cart', 'default login', 'default products'];
  expect(endpointsOf(workspace)).toEqual([names, names, names]);
  expect(workspace.problems).toEqual([]);
});

test('a `match` with the host of a label goes before one without', async () => {
  const endpoints = [
    { id: 'products', match: ['/api/products'] },
    { id: 'local products', match: ['http://127.0.0.1:*/api/products'] },
  ];
  const files = {
    'r/requests.csv': requests([`${preview(11)}/api/products`, `${local(11)}/api/products`], 11),
  };
  expect(endpointsOf(await projectOf('precedence', files, { endpoints }))).toEqual([
    ['default local products', 'default products'],
  ]);
});

test('`check` warns of a `match` that matches nothing', async () => {
  const endpoints = [{ id: 'products', match: ['/api/produce'] }];
  const { problems } = await projectOf('unused', twoHosts, { endpoints });
  expect(problems.map(({ message, hint }) => [message, hint])).toEqual([
    [
      '`endpoints[0].match`: no label in the raw files matches, so no run has the endpoint "products".',
      'Labels without an entry: "/api/cart", "/api/products".',
    ],
  ]);
});

test('hosts that change in each run are one warning, with a pattern that joins all of them', async () => {
  const workspace = await projectOf('changing', severalHosts);
  const [problem, ...others] = workspace.problems;
  expect(others).toEqual([]);
  expect(problem!.message).toContain('3 endpoints of 2 runs differ like this.');
  const entries = /"endpoints": (\[.*\])/.exec(problem!.hint!)![1]!;
  const endpoints = JSON.parse(entries) as { id: string; match: string[] }[];
  const joined = await projectOf('changing-joined', severalHosts, { endpoints });
  expect(joined.problems).toEqual([]);
  expect(new Set(endpointsOf(joined).map(String)).size).toBe(1);
});

test('the next step of a comparison names what to join', () => {
  const run = {
    base: 'a',
    head: 'b',
    comparable: true,
    metrics: [],
    targets: [],
    configuration: [],
    vanished: [`${preview(11)}/api/cart`, `${preview(11)}/api/products`],
    appeared: [`${preview(12)}/api/cart`, `${preview(12)}/api/products`],
  };
  expect(nextStep(run as never, 'pull request')).toBe(
    'join endpoints with match in project.json; measuring again does not help. /api/cart and 1 other differ from those of the base only by host.',
  );
});

test("identical runs have the same names, if a scenario such as k6's setup calls one of the hosts alone", async () => {
  const files = Object.fromEntries(
    [11, 12, 13].flatMap((day) => [
      [
        `2026-11-${day}/shop/requests.csv`,
        requests(['https://shop.example/api/cart', 'https://auth.example/token'], day),
      ],
      [`2026-11-${day}/login/requests.csv`, requests(['https://auth.example/token'], day)],
    ]),
  );
  const workspace = await projectOf('same-names', files);
  const names = ['login /token', 'shop https://auth.example/token', 'shop https://shop.example/api/cart'];
  expect(endpointsOf(workspace)).toEqual([names, names, names]);
  expect(workspace.problems).toEqual([]);
});

test('a host that a scenario gets later leaves the names of the first host as they were', async () => {
  const cart = 'https://shop.example/api/cart';
  const workspace = await projectOf('later-host', {
    '2026-11-11/shop/requests.csv': requests([cart], 11),
    '2026-11-12/shop/requests.csv': requests([cart, 'https://auth.example/token'], 12),
  });
  expect(endpointsOf(workspace)).toEqual([
    ['shop /api/cart'],
    ['shop /api/cart', 'shop https://auth.example/token'],
  ]);
});
