/** A problem as the server of `dev` sends it. */
export interface ShownProblem {
  readonly place: string;
  readonly message: string;
  readonly hint: string | null;
}

/** What the server sends: the errors of the project, none once it is valid. */
export const problemsEvent = 'perfolio:problems';

const mostShown = 5;

const id = 'perfolio-problems';

// Set through the style object: the pages' security policy forbids style attributes.
const bannerStyle: Partial<CSSStyleDeclaration> = {
  position: 'sticky',
  top: '0',
  zIndex: '1000',
  padding: '12px 16px',
  background: '#7a1f00',
  color: '#fff',
  font: '14px/1.45 system-ui, sans-serif',
  maxHeight: '50vh',
  overflow: 'auto',
};

function line(parent: HTMLElement, text: string, style: Partial<CSSStyleDeclaration> = {}): void {
  const element = document.createElement('div');
  element.textContent = text;
  Object.assign(element.style, style);
  parent.append(element);
}

/** Shows errors over the page, or removes the banner if there are none. Nothing of a text becomes markup. */
export function showProblems(problems: readonly ShownProblem[]): void {
  document.getElementById(id)?.remove();
  if (problems.length === 0) return;
  const banner = document.createElement('div');
  banner.id = id;
  banner.setAttribute('role', 'alert');
  Object.assign(banner.style, bannerStyle);
  line(banner, 'The project has errors. This page shows its last valid state.', { fontWeight: '600' });
  for (const { place, message, hint } of problems.slice(0, mostShown)) {
    line(banner, place, { font: '13px/1.45 ui-monospace, monospace', marginTop: '8px' });
    line(banner, message);
    if (hint !== null) line(banner, hint);
  }
  const hidden = problems.length - mostShown;
  if (hidden > 0) line(banner, `and ${hidden} more`, { marginTop: '8px' });
  document.body.prepend(banner);
}

/** Asks the server for them: what it sends before this script listens is lost. */
export const askEvent = 'perfolio:ask';

import.meta.hot?.on(problemsEvent, (problems: readonly ShownProblem[]) => showProblems(problems));
import.meta.hot?.send(askEvent);
