import type { APIRoute } from 'astro';
import { searchRecords } from '../../../components/search/search-records.ts';
import { hashOf } from '../../../workspace/cache.ts';
import { hasSearch, searchIndex } from '../../../workspace/search-index.ts';
import { site } from '../../../workspace/site.ts';

/** The files of the search index, which the search page reads as it needs them. */
export async function getStaticPaths() {
  const workspace = await site();
  if (!hasSearch(workspace)) return [];
  const files = await searchIndex(searchRecords(workspace), workspace.cache, (why) =>
    process.stderr.write(`warning: The site has no search: the index could not be made (${why})\n`),
  );
  return files.map(({ path, base64 }) => ({
    params: { file: path },
    props: { base64 },
    cacheKey: hashOf(base64),
  }));
}

const types: Record<string, string> = { js: 'text/javascript', json: 'application/json' };

export const GET: APIRoute<{ base64: string }> = ({ props, params }) => {
  const type = types[params.file?.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  return new Response(Buffer.from(props.base64, 'base64'), { headers: { 'content-type': type } });
};
