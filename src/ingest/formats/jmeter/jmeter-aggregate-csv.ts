import type { Adapter } from '../../adapter.ts';
import { parseNonNegative } from '../../fields/number-fields.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { allEndpoints } from '../../record/run-names.ts';
import type { ReportedRow } from '../../record/reported-row.ts';
import type { CsvScanner } from '../../scan/csv-scanner.ts';
import { refusedField, scanTable } from '../../scan/scan-table.ts';
import { cleanLabel, cleanText } from '../../fields/text.ts';
import { headerOf } from '../../files/tidy-table.ts';

/**
 * Column names: as tables are saved today, as JMeter 2 and the plugins' command line call them, then in the languages
 * of JMeter's messages (de, es, fr, ko, pl, pt_BR, tr, zh_CN, zh_TW).
 */
const columns = {
  label: ['Label', 'sampler_label', 'Etiqueta', 'Libellé', '라벨', 'Etykieta', 'Rótulo', 'Etiket'],
  count: [
    ...['# Samples', '#Samples', 'aggregate_report_count', 'Anz. der Proben', '# Muestras', '# Echantillons'],
    ...['표본 수', '# Liczba próbek', '# Amostras', '# Örnek', '# 样本', '取樣數'],
  ],
  mean: [
    ...['Average', 'average', 'Durchschnitt', 'Media', 'Moyenne', '평균', 'Średnia', 'Média', 'Ortalama'],
    '平均值',
  ],
  min: ['Min', 'aggregate_report_min', 'Mín', '최소값', 'Minimum', 'Mín.', 'En Az', '最小值'],
  max: ['Max', 'aggregate_report_max', 'Máx', '최대값', 'Maksimum', 'Máx.', 'En Çok', '最大值'],
  stddev: [
    ...['Std. Dev.', 'aggregate_report_stddev', 'Desv. Estándar', 'Ecart type', '표준편차', 'Odch. std.'],
    ...['Desvio Padrão', '标准偏差'],
  ],
  // Turkish calls the median Ortalama, as it does the mean: it is left out there.
  p50: ['Median', 'aggregate_report_median', 'Mittel', 'Mediana', 'Médiane', '중간값', '中位数', '中間值'],
  errorShare: [
    ...['Error %', 'aggregate_report_error%', '% Fehler', '% Error', '% Erreur', '오류 %', '% błędów'],
    ...['% de Erro', 'Hata %', '异常 %', '錯誤率'],
  ],
  rate: [
    ...['Throughput', 'aggregate_report_rate', 'Durchsatz', 'Rendimiento', 'Débit', '처리량'],
    ...['Przepustowość', 'Vazão', 'Transfer Oranı', '吞吐量', '處理量'],
  ],
} as const;
type Column = keyof typeof columns | 'p90' | 'p95' | 'p99' | 'p999';

/** `90% Line`, `aggregate_report_90%_line`, `90% centile`, `90% 百分位`; the percentiles are configurable. */
const percentileColumn = /^(?:aggregate_report_)?(\d+(?:\.\d+)?)%[_ ](?:line|centile|선|linii|百分位)$/i;
const percentiles: Readonly<Record<string, Column>> = { 90: 'p90', 95: 'p95', 99: 'p99', 99.9: 'p999' };

const totalLabel = /^(?:total|gesamt|合計|총계|razem|toplam|总体|總計)$/i;

/** What a column of this name holds; null for one that is not read. */
function columnOf(name: string): Column | null {
  const percent = percentileColumn.exec(name)?.[1];
  if (percent !== undefined) return percentiles[percent] ?? null;
  const known = Object.entries(columns).find(([, names]) => (names as readonly string[]).includes(name));
  return (known?.[0] as Column | undefined) ?? null;
}

/** Where each column stands; of two of one name the first one counts. */
function positions(names: readonly string[]): ReadonlyMap<Column | null, number> {
  return new Map(names.map((name, i) => [columnOf(name), i] as const).reverse());
}

/** The table of JMeter's Summary or Aggregate Report, saved as CSV. */
export const jmeterAggregateCsv: Adapter = {
  id: 'jmeter-aggregate-csv',
  tool: 'JMeter',
  title: 'Summary or Aggregate Report, CSV',
  identifiedBy: 'A header with Label, # Samples, Average and Error %, in any language of JMeter.',
  sourceClass: 'reported',
  notes: [
    'Milliseconds, rounded by the tool. Percentiles are those of columns like `90% Line`.',
    'Errors are the rounded product of the count and `Error %`.',
    'The last row TOTAL is all requests together (`*`), never added. Without it there is no rate of the test.',
  ],
  sets: 'each',
  sniff: (head) => {
    const at = positions(headerOf(head));
    // German and Chinese tables keep the English name of the first column.
    return (['label', 'count', 'mean', 'errorShare'] as const).every((column) => at.has(column));
  },
  read: async (files, recorder) => {
    for (const file of files) {
      const account = recorder.file(file, jmeterAggregateCsv.id, jmeterAggregateCsv.tool);
      const rows: ReportedRow[] = [];
      await scanTable(file, account, (_, names) => {
        const at = positions(names);
        return (row) => {
          const read = reportedRow(row, (column) => at.get(column) ?? -1, account);
          if (typeof read === 'string') return read;
          rows.push(read);
          return null;
        };
      });
      const last = rows.at(-1);
      const hasTotal = last !== undefined && totalLabel.test(last.endpoint);
      if (hasTotal && rows.length === 1) recorder.reported({ ...last, endpoint: allEndpoints });
      else for (const row of hasTotal ? rows.slice(0, -1) : rows) recorder.reported(row);
      if (hasTotal && rows.length > 1) recorder.reportedPooled(last);
    }
  },
};

/** The values of a row; otherwise why it was rejected. */
function reportedRow(
  row: CsvScanner,
  at: (column: Column) => number,
  account: FileAccount,
): ReportedRow | string {
  const count = row.whole(at('count'));
  if (!(count >= 0)) return refusedField(row, '# Samples', at('count'), 'a count');
  const field = (column: Column, parse: (text: string) => number | null): number | null => {
    const text = row.text(at(column)) ?? '';
    const value = parse(decimalPoint(text));
    if (value === null && text.trim() !== '' && !/^[-\s]*(?:NaN|N\/A|∞|null)?$/i.test(text))
      account.warn(
        'unread-field',
        `\`${cleanText(column)}\` of "${cleanLabel(row.text(at('label')) ?? '')}" cannot be read: "${cleanText(text).slice(0, 40)}" is not a number as JMeter writes it.`,
      );
    return value;
  };
  const figure = (column: Column): number | null => field(column, parseNonNegative);
  const share = field('errorShare', shareOf);
  return {
    endpoint: cleanLabel(row.text(at('label')) ?? ''),
    count,
    errors: share === null ? null : Math.round(share * count),
    latency:
      count === 0
        ? null
        : {
            min: figure('min'),
            max: figure('max'),
            mean: figure('mean'),
            stddev: figure('stddev'),
            p50: figure('p50'),
            p90: figure('p90'),
            p95: figure('p95'),
            p99: figure('p99'),
            p999: figure('p999'),
          },
    requestsPerSecond: field('rate', perSecond),
  };
}

/** JMeter groups no thousands here, so one comma is the decimal point of its language. */
const decimalPoint = (text: string): string => (/^\s*\d+,\d+\D*$/.test(text) ? text.replace(',', '.') : text);

/** `2.500%` as a share; null without the sign: then it is not known what the number is of. */
function shareOf(field: string): number | null {
  const text = field.trim();
  const value = text.endsWith('%') ? parseNonNegative(text.slice(0, -1)) : null;
  return value === null ? null : value / 100;
}

const seconds = { sec: 1, min: 60, hour: 3_600 } as const;

/** A rate in CSV is per second; copied from the screen it names its unit (`3.2/min`). */
function perSecond(field: string): number | null {
  const [, number, unit = 'sec'] = /^([\d.]+)(?:\/(sec|min|hour))?$/.exec(field.trim()) ?? [];
  const value = parseNonNegative(number ?? '');
  return value === null ? null : value / seconds[unit as keyof typeof seconds];
}
