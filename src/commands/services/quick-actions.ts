/** GitLab runs lines that begin with a slash as commands, with the rights of the token. This keeps them text. */
export const withoutQuickActions = (markdown: string): string => markdown.replace(/^(\s*)\//gm, '$1\u200b/');
