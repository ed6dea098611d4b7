import { createHash } from 'node:crypto';
import type { Problem } from '../../model/problem.ts';

const severities: Readonly<Record<Problem['severity'], string>> = { error: 'major', warning: 'minor' };

/** Problems as a code quality report of GitLab, which merge requests show. */
export function codeQuality(problems: readonly Problem[]): string {
  const seen = new Map<string, number>();
  const issues = problems.map(({ severity, file, line, path, message, hint }) => {
    // Without the line, so that a problem that moves is the same one. Equal ones are numbered.
    const key = JSON.stringify([file, path, message]);
    const number = seen.get(key) ?? 0;
    seen.set(key, number + 1);
    return {
      description: [message, hint].filter(Boolean).join(' '),
      check_name: 'perfolio check',
      fingerprint: createHash('sha256').update(`${key}${number}`).digest('hex'),
      severity: severities[severity],
      location: { path: file, lines: { begin: line ?? 1 } },
    };
  });
  return `${JSON.stringify(issues, null, 2)}\n`;
}
