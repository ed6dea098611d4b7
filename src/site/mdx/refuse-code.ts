import type { SatteriProcessorOptions } from '@astrojs/markdown-satteri';
import { knownComponents } from '../../report/mdx/check-commentary.ts';
import { literal, type AttributeValue } from '../../report/mdx/parse-mdx.ts';
import { isLocalRaster, isSafeLink } from '../../report/mdx/safe-address.ts';

/** Elements that joining a sentence writes itself. */
const joined = ['p', 'br'];

function refuse(what: string): never {
  throw new Error(`MDX in content/ is data: ${what} cannot be compiled. Run \`check\` for the place.`);
}

interface JsxElement {
  readonly name: string | null;
  readonly attributes: readonly {
    readonly type: string;
    readonly name?: string;
    readonly value?: AttributeValue;
  }[];
}

function refuseElement({ name, attributes }: JsxElement): void {
  if (name === null || !(knownComponents.includes(name) || joined.includes(name)))
    refuse(`the element <${name ?? ''}>`);
  for (const { type, value } of attributes)
    if (type !== 'mdxJsxAttribute' || literal(value) === undefined) refuse(`an expression in <${name}>`);
}

type MdxPlugin = NonNullable<SatteriProcessorOptions['mdastPlugins']>[number];

/**
 * Refuses every part of an MDX file that would run or load code, in the very tree that is compiled: however the compiler
 * and `check` may differ in what they take for text, nothing but components, literals and prose passes here.
 */
export const refuseCode: MdxPlugin = {
  name: 'perfolio-refuse-code',
  mdxjsEsm: () => refuse('an import or export'),
  mdxFlowExpression: () => refuse('an expression'),
  mdxTextExpression: () => refuse('an expression'),
  mdxJsxFlowElement: refuseElement,
  mdxJsxTextElement: refuseElement,
  html: () => refuse('HTML'),
  image: ({ url }) => (isLocalRaster(url) ? undefined : refuse('this image')),
  // Its address stands elsewhere in the file.
  imageReference: () => refuse('an image with a reference-style address'),
  link: ({ url }) => (isSafeLink(url) ? undefined : refuse('this link')),
  definition: ({ url }) => (isSafeLink(url) ? undefined : refuse('this link')),
};
