import type { RawFile } from '../../files/raw-file.ts';

/** What one file of criterion's folder is. */
export type CriterionPart = 'estimates' | 'change' | 'benchmark' | 'sample' | 'raw';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Which part the content is; null for anything else. */
export function criterionPart(json: unknown, firstLine: string): CriterionPart | null {
  if (
    firstLine.startsWith(
      'group,function,value,throughput_num,throughput_type,sample_measured_value,unit,iteration_count',
    )
  )
    return 'raw';
  if (!isObject(json)) return null;
  if ('group_id' in json && ('function_id' in json || 'full_id' in json)) return 'benchmark';
  if (Array.isArray(json.iters) && Array.isArray(json.times)) return 'sample';
  const mean = json.mean ?? json.Mean;
  const isEstimates = isObject(mean) && 'point_estimate' in mean && ('median' in json || 'Median' in json);
  if (!isEstimates) return null;
  // The folder change/ compares two runs: its estimates are shares, not times.
  return 'std_dev' in json || 'StdDev' in json ? 'estimates' : 'change';
}

const tail = /(?:(?:^|[\\/])(new|base|change)[\\/])?(?:benchmark|estimates|sample|raw|tukey)\.(?:json|csv)$/i;

/** The folder of one benchmark: the path without new/, base/ or change/ and without criterion's own file name. */
export const criterionKey = (path: string): string => {
  const key = path.replace(tail, '');
  return key === path ? path.replace(/[^\\/]*$/, '') : key;
};

/** `new` or `base` for files of criterion's own folders; null where the path does not say. */
export const criterionFolder = (file: RawFile): string | null => tail.exec(file.path)?.[1] ?? null;

/** A name for a benchmark without benchmark.json: its folder. */
export const folderName = (key: string): string => /([^\\/]+)[\\/_-]*$/.exec(key)?.[1] ?? 'benchmark';
