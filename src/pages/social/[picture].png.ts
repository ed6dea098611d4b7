import type { APIRoute } from 'astro';
import { socialContent } from '../../components/social/social-content.ts';
import { socialSvg } from '../../components/social/social-picture.ts';
import { site as openSite } from '../../site/site.ts';

/** One picture for the whole site; without an address to link to there is none, since previews need an absolute one. */
export const getStaticPaths = () =>
  import.meta.env.SITE === undefined ? [] : [{ params: { picture: 'site' } }];

export const GET: APIRoute = async () => {
  const { default: sharp } = await import('sharp');
  const workspace = await openSite();
  const svg = await socialSvg(socialContent(workspace), workspace.dirs.root);
  const png = await sharp(Buffer.from(svg)).png({ compressionLevel: 9, palette: true }).toBuffer();
  return new Response(new Uint8Array(png), { headers: { 'content-type': 'image/png' } });
};
