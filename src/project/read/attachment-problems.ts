import { isAbsolute, normalize } from 'node:path';
import { problem, type Problem } from '../../model/problem.ts';
import type { RunCommentary } from './run-commentary.ts';

/** True for a path that leads out of its folder, on any system. */
export const leavesFolder = (path: string): boolean =>
  isAbsolute(path) || normalize(path).startsWith('..') || path.includes('\\');

/** Attachments of a commentary that are not among the files of its run. */
export function attachmentProblems(
  { words, file, lineOfText }: RunCommentary,
  files: readonly string[],
): Problem[] {
  return words.attachments.flatMap((attachment, i) => {
    const path = ['attachments', i, 'file'];
    const rest = {
      line: lineOfText(path, attachment.file),
      path: `attachments[${i}].file`,
      found: attachment.file,
    };
    if (leavesFolder(attachment.file))
      return problem('error', file, 'An attachment leaves the folder of its run.', {
        ...rest,
        hint: 'Copy the file into the folder of the run and name it from there, with forward slashes.',
      });
    if (files.includes(attachment.file)) return [];
    return problem('error', file, 'The run has no such file to attach.', {
      ...rest,
      hint: `Files of the run: ${files.slice(0, 8).join(', ')}${files.length > 8 ? ' …' : ''}`,
    });
  });
}
