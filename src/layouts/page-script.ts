import '../components/report/contents.ts';

/**
 * What every page has for readers with script: a link beside each heading and each row that has an id, the place in a
 * long report, and a key that leads to the search.
 */
const headings = 'main :is(h1, h2, h3, h4)';
const rows = 'main tr[id] > th';

/** The id that an address can name: the heading's own, or that of the section or chart which it begins. */
function idOf(heading: Element): string | null {
  if (heading.id !== '') return heading.id;
  const holder = heading.closest('section[id], .chart[id]');
  return holder?.querySelector('h1, h2, h3, h4') === heading ? holder.id : null;
}

async function copy(link: HTMLAnchorElement): Promise<void> {
  // Not on pages without TLS: there the click has put it into the address bar.
  await navigator.clipboard.writeText(link.href);
  link.dataset.copied = '';
  setTimeout(() => delete link.dataset.copied, 1_500);
}

/** A name without the texts of its notes and buttons. */
const nameOf = (element: Element): string =>
  (element.tagName === 'TH' ? element.firstChild : element)?.textContent?.trim() ?? '';

function addLink(heading: Element, id: string | null): void {
  if (id === null || heading.querySelector('.anchor') !== null) return;
  const link = document.createElement('a');
  link.className = 'anchor';
  link.href = `#${id}`;
  link.setAttribute('aria-label', `Copy link to ${nameOf(heading)}`);
  link.addEventListener('click', () => void copy(link).catch(() => undefined));
  heading.append(link);
}

for (const heading of document.querySelectorAll(headings)) addLink(heading, idOf(heading));
for (const row of document.querySelectorAll(rows)) addLink(row, row.parentElement?.id ?? null);

addEventListener('keydown', ({ key, target, ctrlKey, metaKey, altKey }) => {
  const isTyping = target instanceof Element && target.closest('input, select, textarea, dialog') !== null;
  if (key !== '/' || isTyping || ctrlKey || metaKey || altKey) return;
  document.querySelector<HTMLAnchorElement>('.site-head a[data-key]')?.click();
});
