/** Why the system would not open a file, as a sentence. */
export function describeSystemError(error: unknown): string {
  const code = (error as { code?: string }).code;
  if (code === 'ENOENT') return 'There is no such file.';
  if (code === 'EACCES') return 'Permission denied.';
  if (code === 'EISDIR') return 'This is a folder, not a file.';
  return `The file cannot be opened (${code ?? 'unknown error'}).`;
}

/** Why the system would not write a file, as a sentence. */
export function whyNotWritten(error: unknown): string {
  const code = (error as { code?: string }).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'The folder does not exist. Create it first.';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'Permission denied.';
  if (code === 'EISDIR') return 'This is a folder; name a file.';
  return `The system reported ${code ?? String(error)}.`;
}
