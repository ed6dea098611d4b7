import { splitFrontmatter } from '../../report/mdx/frontmatter.ts';
import { redactOf, type PublishRules } from '../../model/documents/redaction.ts';
import { redactBody } from '../../report/mdx/redact-body.ts';
import { joinSource } from '../../report/mdx/join-source.ts';

/** The part of the bundler's plugin interface that is used here. */
interface BundlerPlugin {
  readonly name: string;
  readonly enforce: 'pre';
  readonly transform: {
    readonly filter: { readonly id: RegExp };
    readonly handler: (source: string, id: string) => Promise<{ code: string; map: null }>;
  };
}

/**
 * What the compiler is given of an MDX file: its body, as `check` reads it, on the lines on which it stands. Frontmatter
 * is left out, since the compiler would run the module that a `layout` key names.
 */
export function bodyToCompile(source: string, file: string): string {
  const { body, bodyLine, fault } = splitFrontmatter(joinSource(source));
  if (fault !== null) throw new Error(`${file}:${fault.line}: ${fault.message}`);
  return '\n'.repeat(bodyLine - 1) + body;
}

/**
 * Hands the bodies of MDX files to the compiler, with each sentence that holds claims on one line, and without what the
 * project does not publish.
 */
export const mdxBodies = (rules: () => Promise<PublishRules>): BundlerPlugin => ({
  name: 'perfolio-mdx-bodies',
  enforce: 'pre',
  transform: {
    filter: { id: /\.mdx$/ },
    handler: async (source, id) => {
      const redact = redactOf(await rules());
      const body = bodyToCompile(source, id);
      return { code: redact === null ? body : redactBody(body, redact), map: null };
    },
  },
});
