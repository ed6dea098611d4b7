/** What to do about a missing or rejected token of a workflow of GitHub that must have a permission, such as `issues`. */
export function gitHubToken(permission: string): {
  /** If no token is set. */
  readonly missing: string;
  /** By the status of an answer to a request with a token. */
  readonly hints: Readonly<Record<401 | 403 | 404, string>>;
} {
  const needed = `the permission ${permission}: write`;
  return {
    missing: `Pass a token to the step: env: GITHUB_TOKEN: \${{ github.token }}, with ${needed}.`,
    hints: {
      401: `GITHUB_TOKEN is invalid or expired. Use the token of the job, \${{ github.token }}, with ${needed}.`,
      403: `GITHUB_TOKEN may not do this. Give the job ${needed}.`,
      404: `GITHUB_TOKEN cannot see this. Check GITHUB_REPOSITORY, and give the job ${needed}.`,
    },
  };
}
