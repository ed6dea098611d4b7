import { join, relative } from 'node:path';
import { defaultProject, projectSchema, type Project } from '../../model/documents/project.ts';
import type { Paths } from '../../store/paths.ts';
import { Refusal } from '../refusal.ts';
import { validateJson } from '../validate/validate.ts';
import { readProjectFile, strictDisk } from './disk.ts';

/** Reads the project of a data folder, without its runs. Throws a Refusal if project.json is invalid. */
export async function readProject({ data, shownFrom }: Pick<Paths, 'data' | 'shownFrom'>): Promise<Project> {
  const path = join(data, 'project.json');
  const shown = (file: string): string => relative(shownFrom, file);
  const text = await readProjectFile(path, strictDisk(shown));
  if (text === null) return defaultProject;
  const { value, problems } = validateJson(projectSchema, text, relative(shownFrom, path));
  if (value === null || problems.length > 0)
    throw new Refusal('project.json is invalid.', 'Fix these errors first.', problems);
  return value;
}
