import { expect, test } from 'vitest';
import { inspectText } from '../../inspect-text.ts';

/** Names from the messages_*.properties of JMeter; values are those of the rows, times 1 for milliseconds. */
const row = 'Buscar,1000,120,110,200,240,300,30,400,"0,500%","12,50000"';
const tables: readonly (readonly [language: string, header: string, total: string])[] = [
  ['pt_BR', 'Rótulo,# Amostras,Média,Mediana,90% Line,95% Line,99% Line,Mín.,Máx.,% de Erro,Vazão', 'TOTAL'],
  [
    'de',
    'Label,Anz. der Proben,Durchschnitt,Mittel,90% Line,95% Line,99% Line,Min,Max,% Fehler,Durchsatz',
    'Gesamt',
  ],
  [
    'fr',
    'Libellé,# Echantillons,Moyenne,Médiane,90% centile,95% centile,99% centile,Min,Max,% Erreur,Débit',
    'TOTAL',
  ],
  [
    'zh_CN',
    'Label,# 样本,平均值,中位数,90% 百分位,95% 百分位,99% 百分位,最小值,最大值,异常 %,吞吐量',
    '总体',
  ],
];

test.each(tables)('the aggregate report in the language %s', async (_, header, total) => {
  const { endpoints, files } = await inspectText(`${header}\n${row}\n${row.replace('Buscar', total)}\n`);
  expect(files[0]).toMatchObject({ format: 'jmeter-aggregate-csv', warnings: [] });
  expect(endpoints).toMatchObject([
    {
      endpoint: 'Buscar',
      count: 1000,
      errors: 5,
      requestsPerSecond: 12.5,
      latencyMs: { mean: 120, p50: 110, p90: 200, p95: 240, p99: 300, min: 30, max: 400 },
    },
  ]);
});

test('Turkish calls mean and median alike: only the first of them is read', async () => {
  const { endpoints } = await inspectText(
    'Etiket,# Örnek,Ortalama,Ortalama,90% Line,En Az,En Çok,Hata %,Transfer Oranı\nA,10,120,110,200,30,400,"0,000%","1,5"\n',
  );
  expect(endpoints[0]?.latencyMs).toMatchObject({ mean: 120, p50: null, p90: 200 });
});

test('a value that is there and cannot be read is warned of', async () => {
  const { endpoints, files } = await inspectText(
    'Label,# Samples,Average,Error %,Throughput\nHome,1000,99,1.5 of 100,NaN\n',
  );
  expect(endpoints[0]).toMatchObject({ count: 1000, errors: null, requestsPerSecond: null });
  expect(files[0]?.warnings).toMatchObject([{ code: 'unread-field' }]);
  expect(files[0]?.warnings[0]?.message).toContain('1.5 of 100');
});
