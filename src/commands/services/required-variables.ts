import { WrongUsage } from '../../project/refusal.ts';

/**
 * Environment variables by name, without spaces around them. Throws WrongUsage that names all that are not set, with
 * `hint` as what to do, or a `*_TOKEN` with characters that no header may have.
 */
export function requiredVariables<Name extends string>(
  variables: NodeJS.ProcessEnv,
  names: readonly Name[],
  hint: string,
): Readonly<Record<Name, string>> {
  const found = names.map((name) => [name, (variables[name] ?? '').trim()] as const);
  const missing = found.filter(([, value]) => value === '').map(([name]) => name);
  if (missing.length > 0) throw new WrongUsage(`These variables are not set: ${missing.join(', ')}.`, hint);
  // Node would print the token in its message about an invalid header.
  const invalid = found.find(([name, value]) => name.endsWith('_TOKEN') && !/^[\x21-\x7e]+$/.test(value));
  if (invalid !== undefined)
    throw new WrongUsage(
      `${invalid[0]} contains spaces or other invalid characters.`,
      'Copy the token again.',
    );
  return Object.fromEntries(found) as Record<Name, string>;
}
