import { belowOf, isSeveral, nameOfProject, type CiPlace } from './planned-file.ts';
import { yamlText } from './quoted.ts';

/** The projects as the matrix of a job, which runs once for each; nothing for a single project. */
export const matrix = (place: CiPlace): string =>
  isSeveral(place)
    ? `    strategy:
      fail-fast: false
      matrix:
        include:
${place.projects
  .map(
    (folder) => `          - project: ${yamlText(nameOfProject(folder))}
            folder: ${yamlText(folder)}
`,
  )
  .join('')}`
    : '';

/** The folder of a job's project, as a value of YAML. */
export const folderOf = (place: CiPlace): string =>
  isSeveral(place) ? '${{ matrix.folder }}' : yamlText(place.projects[0]);

/** A folder or file in the project of a job, as a value of YAML. */
export const inFolder = (place: CiPlace, name: string): string =>
  isSeveral(place) ? `\${{ matrix.folder }}/${name}` : yamlText(`${belowOf(place.projects[0])}${name}`);

/** The name of an artifact, which jobs of one workflow must not share. */
export const artifactOf = (place: CiPlace, name: string): string =>
  isSeveral(place) ? `${name}-\${{ matrix.project }}` : name;
