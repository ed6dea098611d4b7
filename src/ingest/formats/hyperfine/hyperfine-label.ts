import { cleanText } from '../../fields/text.ts';

const secret =
  /((?:token|password|passwd|pwd|secret|api[-_]?key|authorization|bearer|credentials?)(?:["']?\s*[=: ]\s*["']?))([^\s"']+)/gi;

/** A command as the name of what was timed, with what looks like a password or token masked. */
export const hyperfineLabel = (command: string): string => cleanText(command.replace(secret, '$1***'));
