import { z } from 'zod';

const text = z.string().trim().min(1);

/** A path below the project's `public/`: no scheme, no `..`, nothing that needs escaping in an address. */
const picture = text.regex(
  /^(?!.*\.\.)[\w-][\w./-]*\.(?:svg|png|jpe?g|webp)$/i,
  'a path below public/ that ends in .svg, .png, .jpg or .webp, such as logo.svg',
);

const colour = text.regex(/^#[0-9a-f]{6}$/i, 'a colour of six hexadecimal digits, such as #005a9c');

/** A link of the web, of a mailbox, or of this site. Anything else could run code in a browser. */
const link = text.regex(
  /^(?:https:\/\/[^\s/]\S*|mailto:[^\s@]+@[^\s@]+|(?!.*\.\.)[\w-][\w./?#=&%~-]*)$/,
  'an address that starts with https:// or mailto:, or a path in this site, such as handbook/',
);

const accentSchema = z
  .strictObject({
    light: colour.describe('In the light colour scheme, and in print.'),
    dark: colour.describe('In the dark colour scheme.'),
  })
  .describe('The colour of links, of the focus and of the current page in the header.');

const footerSchema = z
  .strictObject({
    label: text.describe('The text of the link.'),
    href: link.describe('An address that starts with `https://` or `mailto:`, or a path in this site.'),
  })
  .describe('A link in the footer of every page.');

/** `look` of project.json. */
export const lookSchema = z
  .strictObject({
    logo: picture
      .optional()
      .describe('A picture in `public/`, shown before the name: `.svg`, `.png`, `.jpg` or `.webp`.'),
    accent: accentSchema.optional(),
    footer: footerSchema.optional(),
  })
  .describe('How the site looks.');

export type Look = z.infer<typeof lookSchema>;
export type Accent = z.infer<typeof accentSchema>;
