import { append } from '../../model/long-lists.ts';

/** The label by which a sync finds its issues again. */
export const alertLabel = 'perfolio-alert';

/** An issue of a service, as far as a sync needs it. */
export interface TrackedIssue {
  readonly number: number;
  readonly isOpen: boolean;
  readonly title: string;
  readonly body: string;
}

/** What a new issue has. */
export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

/** What changes about an issue; without `isOpen` it stays open or closed. */
export interface IssueChange {
  readonly title: string;
  readonly body: string;
  readonly isOpen?: boolean;
}

/** The issues of a repository. Every failure is a Refusal that names request, status and remedy. */
export interface IssueTracker {
  /** All issues with `alertLabel`, oldest first. */
  list(): Promise<TrackedIssue[]>;
  /** Opens an issue with `alertLabel` and gives its number. */
  create(issue: NewIssue): Promise<number>;
  update(issue: number, change: IssueChange): Promise<void>;
  /** The texts of all comments. */
  comments(issue: number): Promise<string[]>;
  comment(issue: number, body: string): Promise<void>;
}

/** The most pages of 100 entries that are read. */
export const mostPages = 50;

/** All entries of a list in pages of 100, and whether there are more than are read. */
export async function allPages<Entry>(
  read: (page: number) => Promise<readonly Entry[]>,
): Promise<{ readonly entries: Entry[]; readonly isCut: boolean }> {
  const entries: Entry[] = [];
  for (let page = 1; page <= mostPages; page++) {
    const some = await read(page);
    append(entries, some);
    if (some.length < 100) return { entries, isCut: false };
  }
  return { entries, isCut: true };
}
