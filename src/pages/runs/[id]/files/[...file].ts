import { readFile } from 'node:fs/promises';
import type { APIRoute } from 'astro';
import { reportedRuns } from '../../../../history/runs/pairs.ts';
import { publishedName } from '../../../../project/runs/run-files.ts';
import { site } from 'virtual:perfolio';

/** Raw files that a manifest publishes, and pictures among the attachments, as they are. */
export async function getStaticPaths() {
  const { reports, published } = await site();
  return reportedRuns(reports).flatMap((report) =>
    published(report).map(({ file, diskPath }) => ({
      params: { id: report.slug, file: publishedName(file) },
      props: { diskPath },
    })),
  );
}

export const GET: APIRoute<{ diskPath: string }> = async ({ props }) =>
  new Response(new Uint8Array(await readFile(props.diskPath)));
