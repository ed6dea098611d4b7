import { SaxesParser } from 'saxes';
import { unreadable } from '../../files/csv.ts';
import type { RawFile } from '../../files/raw-file.ts';

/** One sample element of a JTL file in XML form, when it is closed. */
export interface XmlSample {
  /** 1-based line on which the element begins. */
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  /** Message of the assertion that failed; empty where none did. */
  readonly failureMessage: string;
  readonly parent: XmlSample | null;
  /** True where sample elements stood inside it. */
  hasChildren: boolean;
  /** What failed inside it: the first embedded request that did; null if none. */
  failedInside: string | null;
}

interface OpenSample extends XmlSample {
  failureMessage: string;
}

/** How the reading of a file ended. */
export interface XmlEnd {
  /** Samples whose element is not closed: the file was cut. */
  readonly open: readonly XmlSample[];
  /** The first thing that is no XML, with its line; null where all was. */
  readonly firstError: { readonly line: number; readonly reason: string } | null;
}

const longestMessage = 2_000;

/**
 * Streams the sample elements of a JTL file: `closed` is called with each when it ends, inner ones first. What is no
 * XML (control characters in a response body, a cut end) is skipped and reported at the end.
 */
export async function readXmlSamples(file: RawFile, closed: (sample: XmlSample) => void): Promise<XmlEnd> {
  const parser = new SaxesParser({ xmlns: false });
  const open: OpenSample[] = [];
  let firstError: XmlEnd['firstError'] = null;
  let element = '';
  const foreign = new ForeignSamples(closed);
  parser.on('error', (error) => {
    firstError ??= { line: parser.line, reason: error.message.replace(/^\d+:\d+: /, '') };
  });
  parser.on('opentag', (tag) => {
    element = tag.name;
    foreign.opened(tag.name, parser.line, isSample(tag.name));
    if (!isSample(tag.name)) return;
    const parent = open.at(-1) ?? null;
    if (parent !== null) parent.hasChildren = true;
    open.push({
      line: parser.line,
      attributes: tag.attributes,
      failureMessage: '',
      parent,
      hasChildren: false,
      failedInside: null,
    });
  });
  parser.on('text', (text) => {
    foreign.text(text);
    const sample = open.at(-1);
    if (element === 'failureMessage' && sample?.failureMessage === '')
      sample.failureMessage = text.trim().slice(0, longestMessage);
  });
  parser.on('closetag', (tag) => {
    element = '';
    foreign.closed();
    const sample = isSample(tag.name) ? open.pop() : undefined;
    if (sample !== undefined) closed(sample);
  });
  await feed(file, parser);
  return { open, firstError };
}

/** Elements in which samples of other classes (WebDriver, statistical samples) keep what others have as attributes. */
const attributeOf: Readonly<Record<string, string>> = {
  elapsedTime: 't',
  startTime: 'ts',
  success: 's',
  label: 'lb',
  responseCode: 'rc',
  responseMessage: 'rm',
  threadName: 'tn',
  allThreads: 'na',
  sampleCount: 'sc',
  errorCount: 'ec',
};

/** Samples of classes that JMeter has no short form for: elements right in the root that hold fields as elements. */
class ForeignSamples {
  readonly #closed: (sample: XmlSample) => void;
  readonly #path: string[] = [];
  #line = 0;
  #attributes: Record<string, string> | null = null;

  constructor(closed: (sample: XmlSample) => void) {
    this.#closed = closed;
  }

  opened(name: string, line: number, isKnown: boolean): void {
    this.#path.push(name);
    if (this.#path.length !== 2) return;
    this.#line = line;
    this.#attributes = isKnown ? null : {};
  }

  text(text: string): void {
    const attribute = attributeOf[this.#path[2] ?? ''];
    if (this.#attributes === null || attribute === undefined || this.#path.length !== 3) return;
    const known = this.#attributes[attribute] ?? '';
    this.#attributes[attribute] = `${known}${text}`.slice(0, longestMessage);
  }

  closed(): void {
    this.#path.pop();
    const attributes = this.#attributes;
    if (attributes === null || this.#path.length !== 1) return;
    this.#attributes = null;
    if (!('t' in attributes) && !('s' in attributes)) return;
    this.#closed({
      line: this.#line,
      attributes: { rm: '', ...attributes },
      failureMessage: '',
      parent: null,
      hasChildren: false,
      failedInside: null,
    });
  }
}

const isSample = (name: string): boolean => name === 'sample' || name === 'httpSample';

async function feed(file: RawFile, parser: Pick<SaxesParser, 'write'>): Promise<void> {
  const decoder = new TextDecoder('utf-8');
  try {
    for await (const chunk of file.chunks()) parser.write(decoder.decode(chunk, { stream: true }));
    parser.write(decoder.decode()).close();
  } catch (error) {
    throw unreadable(error);
  }
}
