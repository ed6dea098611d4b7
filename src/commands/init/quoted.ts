import { stringify } from 'yaml';

/** A value of a YAML file on one line, quoted only if YAML would read it as something else. */
export const yamlText = (value: string): string => stringify(value, { lineWidth: 0 }).trimEnd();

/** One word of a shell command, quoted only if the shell would read it as something else. */
export const shellWord = (value: string): string =>
  /^[\w./:@%+=][\w./:@%+=-]*$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;

/** A text in an expression of a GitHub workflow: `${{ hashFiles('...') }}`. */
export const expressionText = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** A branch as a filter of a GitHub workflow, in which some characters that a branch may have are patterns. */
export const branchFilter = (branch: string): string => branch.replace(/[*?+[\]!]/g, '\\$&');

/** A text in a rule of a GitLab pipeline, which knows no escapes. */
export const ruleText = (value: string): string => (value.includes('"') ? `'${value}'` : `"${value}"`);
