/** GitLab runs lines that begin with a slash as commands, with the rights of the token. This keeps them text. */
export const withoutQuickActions = (markdown: string): string =>
  markdown.replace(/^([^\S\r\n\u2028\u2029]*)\//gm, '$1\u200b/');
