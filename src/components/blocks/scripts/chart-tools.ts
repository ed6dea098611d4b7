import './hover-values.ts';
import { asksToExplore } from '../../explore/explore-address.ts';
import { exploreButton } from './explore-button.ts';
import { figurePng, figureSvg, tableCsv } from '../chart-file.ts';

/** Adds to each chart the ways to take it along. Without script the charts say the same; these are only exits. */
for (const figure of document.querySelectorAll<HTMLElement>('figure.chart')) addTools(figure);
if (asksToExplore(location.hash))
  void import('../../explore/open-figure.ts').then((one) => one.openAddress());

/** What is saved is called after the run, or the page, and the chart. */
function fileName(figure: HTMLElement, ending: string): string {
  const page = location.pathname.split('/').findLast((part) => part !== '') ?? 'chart';
  const title = figure.querySelector('.chart-head h2, .chart-head h3')?.textContent ?? 'chart';
  const chart = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${page}-${chart}.${ending}`;
}

function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The table of a chart's numbers: its own, or where it leads to. */
function tableOf(figure: HTMLElement): HTMLTableElement | null {
  const elsewhere = figure.querySelector<HTMLAnchorElement>('figcaption a[href^="#chart-"]')?.hash;
  const holder = elsewhere === undefined ? figure : document.querySelector(elsewhere);
  return holder?.querySelector<HTMLTableElement>('.numbers table') ?? null;
}

function addTools(figure: HTMLElement): void {
  const head = figure.querySelector('.chart-head');
  if (head === null || figure.querySelector('svg') === null) return;
  const title = head.querySelector('h2, h3')?.textContent.trim() ?? 'chart';
  const tools = document.createElement('details');
  tools.className = 'chart-tools';
  const summary = document.createElement('summary');
  summary.textContent = 'Save';
  summary.setAttribute('aria-label', `Save: ${title}`);
  const list = document.createElement('div');
  tools.append(summary, list);
  const add = (label: string, act: () => void | Promise<void>): void => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('click', () => {
      void act();
      tools.open = false;
      summary.focus();
    });
    list.append(button);
  };
  add('SVG', () =>
    save(fileName(figure, 'svg'), new Blob([figureSvg(figure).text], { type: 'image/svg+xml' })),
  );
  add('PNG', async () => save(fileName(figure, 'png'), await figurePng(figure)));
  const table = tableOf(figure);
  if (table !== null)
    add('CSV', () => save(fileName(figure, 'csv'), new Blob([tableCsv(table)], { type: 'text/csv' })));
  const source = document.querySelector<HTMLLinkElement>('link[rel="alternate"][type="application/json"]');
  const { chart, scenario } = figure.dataset;
  if (chart !== undefined && source !== null)
    add('Open in the Vega editor', async () => {
      // Browsers allow a window only while they handle the click; what it is to show comes after.
      const editor = window.open('about:blank');
      if (editor === null) return;
      const { openInEditor } = await import('./vega-editor.ts');
      await openInEditor(editor, { chart, scenario: scenario ?? null, source: source.href });
    });
  tools.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !tools.open) return;
    tools.open = false;
    summary.focus();
  });
  const { series, bands } = figure.dataset;
  if (series !== undefined || bands !== undefined) head.append(exploreButton(figure, title));
  head.append(tools);
}
