/**
 * The page of a repository that compares two commits: GitHub's and Forgejo's form, or GitLab's where the host is called
 * so. Null unless both commits and the repository are known.
 */
export function compareUrl(
  repository: string | undefined,
  from: string | null,
  to: string | null,
): string | null {
  if (repository === undefined || from === null || to === null || from === to) return null;
  const base = repository.replace(/\/+$/, '').replace(/\.git$/, '');
  const isGitLab = /(?:^|\.)gitlab\./.test(new URL(base).hostname);
  return `${base}${isGitLab ? '/-' : ''}/compare/${encodeURIComponent(from)}...${encodeURIComponent(to)}`;
}
