import { expect, test } from 'vitest';
import { inspectText } from '../inspect-text.ts';

const stats = (errors: number): string =>
  [
    'Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%',
    'GET,/a,30,3,10,11.5,5,40,100,3.0,0.3,10,11,12,13,20,25,30,40,40,40,40',
    'GET,/b,10,0,10,11.5,5,40,100,1.0,0.0,10,11,12,13,20,25,30,40,40,40,40',
    `,Aggregated,40,${errors},10,11.5,5,40,100,4.0,0.3,10,11,12,13,20,25,30,40,40,40,40`,
    '',
  ].join('\n');

test('a total row that contradicts the errors of its rows is used, with a warning', async () => {
  const { files, total } = await inspectText(stats(30));
  expect(total).toMatchObject({ count: 40, errors: 30 });
  expect(files[0]?.warnings.map(({ message }) => message)).toContain(
    'The total row states 30 errors, but the other rows add up to 3. The total is used: check the file.',
  );
  expect((await inspectText(stats(3))).files[0]?.warnings).toEqual([]);
});
