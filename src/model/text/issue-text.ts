import type { z } from 'zod';
import { showFound } from '../problem.ts';
import { didYouMean } from './did-you-mean.ts';

export type Issue = z.core.$ZodIssue;

/** A value, and how it is written in the file. */
export interface Found {
  readonly value: unknown;
  /** The source text of a plain value: `1.10` for the value 1.1; null if there is none. */
  readonly source: string | null;
}

const typeNames: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const formatNames: Record<string, string> = {
  datetime: 'a date and time in ISO 8601, such as 2026-11-20T10:00:00Z',
  date: 'a date in ISO 8601, such as 2026-11-20',
  url: 'an https address',
};

/** What is wrong with a value, as the end of a sentence that begins with its path. */
export function issueText(issue: Issue, { value, source }: Found): string {
  const got = value === undefined ? 'is missing' : `got ${JSON.stringify(showFound(value))}`;
  switch (issue.code) {
    case 'invalid_type':
      if (value === undefined) return 'is missing';
      return `must be ${typeName(issue.expected)}, ${gotKind(value, source)}${asText(issue, value, source)}`;
    case 'invalid_value':
      return issue.values.length > 8
        ? `has an unknown value, ${got}`
        : `must be one of ${issue.values.map(String).join(', ')}, ${got}`;
    case 'too_small':
      return issue.origin === 'string'
        ? 'must not be empty'
        : `must be ${issue.inclusive ? 'at least' : 'more than'} ${String(issue.minimum)}, ${got}`;
    case 'too_big':
      return `must be ${issue.inclusive ? 'at most' : 'less than'} ${String(issue.maximum)}, ${got}`;
    case 'invalid_format':
      return `must be ${formatNames[issue.format] ?? issue.message}, ${got}`;
    case 'invalid_union':
      return `must be ${kindsOf(issue)}, ${gotKind(value, source)}`;
    default:
      return issue.message.replace(/\.$/, '');
  }
}

const typeName = (expected: string): string => typeNames[expected] ?? expected;

function gotKind(value: unknown, source: string | null): string {
  if (typeof value === 'number') return `got the number ${showFound(source ?? value)}`;
  if (Array.isArray(value)) return 'got a list';
  if (typeof value === 'object' && value !== null) return 'got an object';
  return `got ${typeof value === 'string' ? JSON.stringify(showFound(value)) : String(value)}`;
}

/** How to quote a number or boolean where text is expected, such as a version. */
function asText(issue: Issue, value: unknown, source: string | null): string {
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  if (issue.code !== 'invalid_type' || issue.expected !== 'string' || !isPlain) return '';
  return `: write "${showFound(source ?? value)}"`;
}

/** zod's message for a union without a custom message. */
const defaultMessage = 'Invalid input';

/** The kinds of a union: the schema's own message, else the names of their types. */
function kindsOf(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  if (issue.message !== defaultMessage) return issue.message;
  const kinds = issue.errors.flatMap(([first]) =>
    first?.code === 'invalid_type' ? [typeName(first.expected)] : [],
  );
  return [...new Set(kinds)].join(' or ') || 'of another type';
}

/** How to fix a value; null if the message says it. */
export function hintOf(issue: Issue, { value }: Found): string | null {
  if (typeof value !== 'string') return null;
  if (issue.code === 'invalid_value') return didYouMean(value, issue.values.map(String));
  if (issue.code !== 'invalid_type') return null;
  if (issue.expected === 'boolean') return 'Write true or false without quotes, or omit the key.';
  const isNumber = issue.expected === 'number' && /^-?\d+(\.\d+)?$/.test(value.trim());
  return isNumber ? `Write ${value.trim()} without quotes.` : null;
}

/**
 * What is wrong with a document that a program wrote: the first wrong key and what it must be, as a sentence without its
 * end.
 */
export function shapeText(error: z.ZodError, document: unknown): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'the document is not valid';
  const value = issue.path.reduce<unknown>(
    (holder, key) =>
      typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key)
        ? (holder as Record<PropertyKey, unknown>)[key]
        : undefined,
    document,
  );
  const place = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys')
    return `${issue.keys.map((key) => `\`${showFound(place === '' ? key : `${place}.${key}`)}\``).join(', ')} is unknown`;
  return `${place === '' ? 'the document' : `\`${showFound(place)}\``} ${issueText(issue, { value, source: null })}`;
}
