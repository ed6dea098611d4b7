import { describe, expect, it } from 'vitest';
import type { Head } from '../../../../src/ingest/files/raw-file.ts';
import {
  isPerfMonFile,
  jtlLayout,
  mayNest,
  type JtlLayout,
} from '../../../../src/ingest/formats/jmeter/jmeter-layout.ts';

const headOf = (...lines: readonly string[]): Head => ({ lines, text: lines.join('\n') }) as unknown as Head;
const layout = (...lines: readonly string[]): JtlLayout | null => jtlLayout(headOf(...lines));

/** The columns that a layout has, by place. */
const places = (found: JtlLayout | null): Record<string, number> =>
  Object.fromEntries(Object.entries(found?.at ?? {}).filter(([, at]) => at >= 0));

const start = ['1763632800000', '12', 'Pay', '200', 'OK', 'g 1-1', 'text', 'true'];
const common = {
  timeStamp: 0,
  elapsed: 1,
  label: 2,
  responseCode: 3,
  responseMessage: 4,
  threadName: 5,
  dataType: 6,
  success: 7,
};
/** A row of so many fields. */
const row = (fields: number, delimiter = ','): string =>
  [...start, ...Array.from({ length: fields - start.length }, (_, i) => String(i))].join(delimiter);

describe('the layout of a JTL file with a header', () => {
  it.each([',', ';', '\t', '|'])('has the delimiter %j and columns in any order', (delimiter) => {
    const found = layout('', ['label', 'extra', ' elapsed ', 'success', 'timeStamp'].join(delimiter), 'x');
    expect(found).toMatchObject({ delimiter, hasHeader: true });
    expect(places(found)).toEqual({ label: 0, elapsed: 2, success: 3, timeStamp: 4 });
  });

  it('needs elapsed, one of timeStamp and label, and three columns in all', () => {
    expect(layout('timeStamp,elapsed,success')).not.toBeNull();
    expect(layout('label,elapsed,success')).not.toBeNull();
    expect(layout('timeStamp,label,success')).toBeNull();
    expect(layout('elapsed,success,responseCode')).toBeNull();
    expect(layout('timeStamp,elapsed')).toBeNull();
    expect(layout('timeStamp elapsed label')).toBeNull();
    expect(layout('')).toBeNull();
  });
});

describe('the layout of a JTL file without a header', () => {
  // The default columns of JMeter's versions, from its documentation of saveservice properties.
  it.each([
    [8, {}],
    [9, {}],
    [10, {}],
    [11, {}],
    [12, { allThreads: 10 }],
    [14, { failureMessage: 8, allThreads: 11 }],
    [16, { failureMessage: 8, allThreads: 12 }],
    [17, { failureMessage: 8, allThreads: 12, URL: 13 }],
  ])('of %d fields is one of the default sets', (fields, more) => {
    const found = layout(row(fields), row(fields));
    expect(found).toMatchObject({ delimiter: ',', hasHeader: false });
    expect(places(found)).toEqual({ ...common, ...more });
  });

  it('of 13 fields has neither message nor data type', () => {
    const fields = [
      '1763632800000',
      '12',
      'Pay',
      '200',
      'g 1-1',
      'false',
      '9',
      '1',
      '1',
      '3',
      '1',
      '0',
      'host',
    ];
    expect(places(layout(fields.join('\t')))).toEqual({
      timeStamp: 0,
      elapsed: 1,
      label: 2,
      responseCode: 3,
      threadName: 4,
      success: 5,
      allThreads: 8,
      SampleCount: 10,
      ErrorCount: 11,
    });
    expect(layout(fields.with(5, 'maybe').join('\t'))).toBeNull();
  });

  it('of a first line that a message cut has the set of most versions, if there is no other line', () => {
    expect(places(layout(row(11)))).toEqual({ ...common, allThreads: 10 });
  });

  it('needs a time of 13 digits, a length and an outcome', () => {
    expect(layout(row(12).replace(',true', ',yes'))).toBeNull();
    expect(layout(row(12).replace('1763632800000', '1763632800'))).toBeNull();
    expect(layout(row(12, ';'))).toMatchObject({ delimiter: ';' });
    expect(layout(row(12).replace(',12,', ';12,'))).toBeNull();
  });
});

describe('rows within rows', () => {
  const header = 'timeStamp,elapsed,label,responseCode,responseMessage,success';
  const nests = (label: string, message: string): boolean => {
    const head = headOf(header, `1763632800000,12,${label},200,${message},true`);
    return mayNest(head, jtlLayout(head) ?? expect.fail());
  };

  it('show by their label or their message', () => {
    expect(nests('Pay', 'OK')).toBe(false);
    expect(nests('Pay-0', 'OK')).toBe(true);
    expect(nests('-0', 'OK')).toBe(false);
    expect(nests('Buy', '"Number of samples in transaction : 2, number of failing samples : 0"')).toBe(true);
    expect(nests('Buy', 'no Number of samples in transaction')).toBe(false);
  });
});

describe('a file of PerfMon readings', () => {
  const header = 'timeStamp,elapsed,label,responseCode,threadName,success';
  const isPerfMon = (first: string, ...rows: readonly string[]): boolean => {
    const head = headOf(first, ...rows);
    return isPerfMonFile(head, jtlLayout(head) ?? expect.fail());
  };
  const reading = '1763632800000,25000,host CPU,,,true';

  it('has nothing but rows without code and thread, whose label is a metric', () => {
    expect(isPerfMon(header, reading, '', reading.replace('CPU', 'Memory'))).toBe(true);
    expect(isPerfMon(header, reading, '1763632800000,25,Pay,200,g 1-1,true')).toBe(false);
    expect(isPerfMon(header, reading.replace('CPU,,', 'CPU,200,'))).toBe(false);
    expect(isPerfMon(header, reading.replace(',,true', ',,g 1-1,true').replace(',,,', ',,'))).toBe(false);
    expect(isPerfMon(header, reading.replace('host CPU', 'CPUs'))).toBe(false);
    expect(isPerfMon(header)).toBe(false);
  });

  it('has all columns that tell', () => {
    expect(isPerfMon('timeStamp,elapsed,label,responseCode,success', '1763632800000,25000,CPU,,true')).toBe(
      false,
    );
    expect(isPerfMon('timeStamp,elapsed,label,threadName,success', '1763632800000,25000,CPU,,true')).toBe(
      false,
    );
    expect(isPerfMon('timeStamp,elapsed,responseCode,threadName,success', '1763632800000,25000,,,true')).toBe(
      false,
    );
  });
});
