import { at } from '../../model/checked.ts';

/** The filter's name in the address. */
const parameter = 'filter';

/** Adds a filter and sorting to tables that read well without them. */
for (const box of document.querySelectorAll<HTMLElement>('[data-sortable]')) {
  const table = box.querySelector('table');
  const body = table?.tBodies[0];
  if (table === null || body === undefined || body.rows.length < 2) continue;
  addSorting(table, body);
  if (body.rows.length > 5) box.prepend(filterOf(body));
}

/** Turns the heads of a table into buttons that sort by their column, up and down by turns. */
function addSorting(table: HTMLTableElement, body: HTMLTableSectionElement): void {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  for (const [column, head] of heads.entries()) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.append(...head.childNodes);
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const isAscending = head.getAttribute('aria-sort') === 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', isAscending ? 'descending' : 'ascending');
      body.append(...[...body.rows].sort((a, b) => (isAscending ? -1 : 1) * compare(a, b, column)));
    });
  }
}

function compare(a: HTMLTableRowElement, b: HTMLTableRowElement, column: number): number {
  const [left, right] = [at(a.cells, column), at(b.cells, column)];
  if (left.dataset.value !== undefined && right.dataset.value !== undefined)
    return Number(left.dataset.value) - Number(right.dataset.value);
  return left.textContent.localeCompare(right.textContent, 'en', { numeric: true });
}

/** Puts the filter into the address, so that the filtered list can be shared. */
function remember(text: string): void {
  const url = new URL(location.href);
  if (text === '') url.searchParams.delete(parameter);
  else url.searchParams.set(parameter, text);
  history.replaceState(null, '', url);
}

/** A field that hides the rows without the text typed into it, and says how many are left. */
function filterOf(body: HTMLTableSectionElement): HTMLElement {
  const form = document.createElement('div');
  form.className = 'filters';
  const label = document.createElement('label');
  const input = document.createElement('input');
  const count = document.createElement('output');
  input.type = 'search';
  label.append('Filter ', input);
  form.append(label, count);
  // A row of a closed list has no text that is rendered, so no `innerText`.
  const textOf = (row: HTMLTableRowElement): string =>
    [...row.cells].map(({ textContent }) => textContent).join(' ');
  const texts = [...body.rows].map((row) => ({ row, text: textOf(row).toLowerCase() }));
  const apply = (): void => {
    const words = input.value.toLowerCase().split(/\s+/);
    let shown = 0;
    for (const { row, text } of texts) {
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    }
    count.textContent = input.value === '' ? '' : `${shown} of ${texts.length}`;
  };
  input.addEventListener('input', () => {
    apply();
    remember(input.value);
  });
  input.value = new URL(location.href).searchParams.get(parameter) ?? '';
  if (input.value !== '') {
    apply();
    body.closest('details')?.setAttribute('open', '');
  }
  return form;
}
