import { present } from '../model/checked.ts';

/** The element that the page's markup always has. Throws, with the selector, for a missing element or another kind. */
export function findElement<Kind extends Element>(
  selector: string,
  kind: new () => Kind,
  within: ParentNode = document,
): Kind {
  const found = within.querySelector(selector);
  return present(found instanceof kind ? found : null, `the page has \`${selector}\``);
}
