/** Runtimes by the name of their program; what follows a name in digits and points is its version. */
const runtimes: readonly (readonly [program: RegExp, name: string])[] = [
  [/^python([\d.]*)$/, 'Python'],
  [/^pypy([\d.]*)$/, 'PyPy'],
  [/^node([\d.]*)$/, 'Node'],
  [/^java([\d.]*)$/, 'Java'],
  [/^ruby([\d.]*)$/, 'Ruby'],
  [/^php(?:-fpm)?([\d.]*)$/, 'PHP'],
  [/^perl([\d.]*)$/, 'Perl'],
  [/^deno([\d.]*)$/, 'Deno'],
  [/^bun([\d.]*)$/, 'Bun'],
  [/^dotnet([\d.]*)$/, '.NET'],
  [/^beam\.smp()$/, 'Erlang'],
];

/** "Python 3.11" of `/usr/bin/python3.11`; null for a program that is not known as a runtime. */
export function runtimeOf(command: string): string | null {
  const program = command.replace(/^.*[/\\]/, '').replace(/\.exe$/i, '');
  for (const [pattern, name] of runtimes) {
    const version = pattern.exec(program)?.[1];
    if (version !== undefined) return version === '' ? name : `${name} ${version}`;
  }
  return null;
}
