import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Loader } from 'astro/loaders';
import { splitFrontmatter } from '../../report/mdx/frontmatter.ts';

const ending = '.mdx';

/**
 * Gives the site builder the MDX files of a folder, each under its name. Its own loader would read the frontmatter, too,
 * and fail where its reader of YAML differs from the one that `check` uses; it would also change the case of run ids.
 */
export const mdxEntries = (folder: string, isEntry: (name: string) => boolean = () => true): Loader => ({
  name: 'perfolio-mdx',
  load: async (context) => {
    const { store, config, watcher } = context;
    const root = fileURLToPath(config.root);
    const collect = (): void => {
      const names = namesIn(folder).filter(isEntry);
      for (const name of names) {
        const path = join(folder, name);
        const filePath = addressFrom(root, path);
        const text = readFileSync(path, 'utf8');
        const entry = { id: idOf(name), data: {}, body: splitFrontmatter(text).body, filePath };
        const isNew = store.set({ ...entry, digest: context.generateDigest(text), deferredRender: true });
        if (!isNew) store.addModuleImport(filePath);
      }
      const present = new Set(names.map(idOf));
      for (const id of store.keys()) if (!present.has(id)) store.delete(id);
    };
    collect();
    watcher?.add(folder);
    watcher?.on('all', (_, path) => {
      if (dirname(path) === folder) collect();
    });
    return Promise.resolve();
  },
});

const idOf = (name: string): string => basename(name, ending);

/** The MDX files of a folder, without links; none if there is no such folder. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

/** A path as the site builder resolves it: as an address relative to a folder. */
const addressFrom = (root: string, path: string): string =>
  relative(root, path).split(sep).map(encodeURIComponent).join('/');
