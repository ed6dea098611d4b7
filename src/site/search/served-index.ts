import type { APIRoute } from 'astro';
import { site } from 'virtual:perfolio';
import { indexFiles } from './search-files.ts';

/** The files of the search index, for a server that makes pages as they are asked for. */
export async function getStaticPaths() {
  return (await indexFiles(await site())).map(({ path, base64 }) => ({
    params: { file: path },
    props: { base64 },
  }));
}

const types: Record<string, string> = { js: 'text/javascript', json: 'application/json' };

export const GET: APIRoute<{ base64: string }> = ({ props, params }) => {
  const type = types[params.file?.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  return new Response(Buffer.from(props.base64, 'base64'), { headers: { 'content-type': type } });
};
