import { describe, expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';
import { inspectText } from '../../inspect-text.ts';

describe('the XML log of a shop', async () => {
  const inspection = await inspectFixture('jmeter/shop.xml');

  test('counts requests once: inside a transaction, not inside a request', () => {
    expect(inspection.endpoints).toMatchObject([
      { endpoint: 'Home "new" & old', count: 1, errors: 0, latencyMs: { source: 'exact', max: 300 } },
      { endpoint: 'Cart', count: 2, errors: 2, latencyMs: { min: 80, max: 150, mean: 115, p50: 115 } },
      { endpoint: 'Whole order', count: 1, errors: 0, latencyMs: { max: 900 } },
    ]);
    expect(inspection.transactions).toMatchObject([{ endpoint: 'Visit', count: 1, errors: 1 }]);
    expect(inspection.total).toMatchObject({ count: 4, errors: 2, maxUsers: 3 });
  });

  test('names errors by their code, else by the assertion that failed', () => {
    expect(inspection.endpoints[1]?.errorTypes).toEqual([
      { type: '503', count: 1 },
      { type: 'Test failed: text expected to contain /items/', count: 1 },
    ]);
  });

  test('counts every element and says which ones it left out', () => {
    expect(inspection.files[0]).toMatchObject({
      format: 'jmeter-jtl-xml',
      rows: 7,
      refused: { count: 0 },
      warnings: [{ code: 'sub-results', message: expect.stringMatching(/^2 rows/) as string }],
    });
    expect(inspection.startedAt).toBe('2023-11-14T22:13:20.000Z');
    expect(inspection.durationSeconds).toBe(1.9);
  });

  test('lets no body or header through', () => {
    expect(JSON.stringify(inspection)).not.toMatch(/secret|hello/);
  });
});

const sample = (more = ''): string =>
  `<httpSample t="5" ts="1700000000000" s="true" lb="a" rc="200" rm="OK" tn="T 1-1"${more}/>\n`;

test('a cut file gives what is whole, and says that it was cut', async () => {
  const { files, total } = await inspectText(
    `<testResults version="1.2">\n${sample()}${sample()}<httpSample t="7" ts="1700000000100" s="true" lb="b" rc="200">\n<java.net.`,
  );
  expect(total.count).toBe(2);
  expect(files[0]).toMatchObject({
    rows: 3,
    refused: { count: 1, first: [{ line: 4, reason: 'the element is not closed' }] },
    warnings: [{ code: 'not-well-formed' }],
  });
});

test('a control character in a body does not stop the reading', async () => {
  const { files, total } = await inspectText(
    `<testResults version="1.2">\n<httpSample t="7" ts="1700000000100" s="true" lb="b" rc="200"><responseData>\u0001</responseData></httpSample>\n${sample()}</testResults>`,
  );
  expect(total.count).toBe(2);
  expect(files[0]?.warnings).toMatchObject([{ code: 'not-well-formed' }]);
});

test('refuses samples without usable times, with their lines', async () => {
  const { files } = await inspectText(
    `<testResults>\n${sample()}<httpSample ts="1" s="true" lb="a"/>\n<httpSample t="5" ts="now" s="true" lb="a"/>\n<sample t="1" lb="a"/>\n</testResults>`,
  );
  expect(files[0]).toMatchObject({
    rows: 4,
    refused: {
      count: 3,
      first: [
        { line: 3, reason: '`t` is missing' },
        { line: 4, reason: '`ts` must be epoch milliseconds, got "now"' },
        { line: 5, reason: '`s` and `rc` are missing' },
      ],
    },
  });
});

test('an element of several samples counts each with their mean', async () => {
  const { endpoints } = await inspectText(`<testResults>\n${sample(' sc="5" ec="2"')}</testResults>`);
  expect(endpoints).toMatchObject([{ count: 5, errors: 2, latencyMs: { mean: 1, max: 1 } }]);
});

test('other XML is not taken for a log', async () => {
  const { files } = await inspectText(
    '<?xml version="1.0"?>\n<jmeterTestPlan version="1.2"><hashTree/></jmeterTestPlan>',
  );
  expect(files[0]).toMatchObject({ format: null, error: { code: 'unknown-format' } });
});

test('samples of other classes hold elements where others have attributes', async () => {
  const { endpoints, files } = await inspectText(`<testResults version="1.2">
${sample('')}
<com.example.BrowserSampleResult>
  <label>Open &amp; wait</label>
  <responseCode>500</responseCode>
  <threadName>T 1-1</threadName>
  <startTime>1700000001000</startTime>
  <success>false</success>
  <elapsedTime>2000</elapsedTime>
  <assertionResults><label>not this one</label></assertionResults>
</com.example.BrowserSampleResult>
<com.example.BrowserSampleResult>
  <label>No time</label>
  <success>true</success>
</com.example.BrowserSampleResult>
<other><label>no sample</label></other>
</testResults>`);
  expect(endpoints.map((one) => [one.endpoint, one.count, one.errors, one.latencyMs?.mean])).toContainEqual([
    'Open & wait',
    1,
    1,
    2000,
  ]);
  expect(files[0]).toMatchObject({ rows: 3, refused: { count: 1 } });
});

test('an empty result is a result; one that was cut before its first sample is none', async () => {
  const whole = await inspectText('<?xml version="1.0"?>\n<testResults version="1.2">\n</testResults>\n');
  expect(whole.files[0]).toMatchObject({ rows: 0, error: null, warnings: [{ code: 'no-requests' }] });
  expect(whole.endpoints).toEqual([]);
  const cut = await inspectText('<?xml version="1.0"?>\n<testResults version="1.2">\n');
  expect(cut.files[0]?.error).toMatchObject({ code: 'no-rows' });
});

test('a request that failed for what is embedded in it says so, never its own good code', async () => {
  const { endpoints } = await inspectText(
    `<?xml version="1.0"?>
<testResults version="1.2">
<httpSample t="300" ts="1700000000000" s="false" lb="GET /shop" rc="200" rm="OK" tn="TG 1-1">
<httpSample t="80" ts="1700000000100" s="false" lb="/logo.png" rc="404" rm="Not Found" tn="TG 1-1"/>
</httpSample>
<httpSample t="300" ts="1700000001000" s="false" lb="GET /shop" rc="200" rm="OK" tn="TG 1-1"/>
</testResults>`,
  );
  expect(endpoints[0]?.errorTypes).toEqual([
    { type: '404 (embedded resource)', count: 1 },
    { type: 'failed', count: 1 },
  ]);
});
