/**
 * Finds the bytes of CSV that mean something (delimiter, line feed, quote) sixteen at a time, which plain JavaScript
 * cannot. A small WebAssembly function with vector instructions, written out below; test/ingest/scan holds it against
 * a loop in TypeScript. In words:
 *
 *     marks(at, end, delimiter, out):
 *       start = out
 *       while at < end:
 *         mask = one bit for each of the 16 bytes at `at` that is the delimiter, a line feed or a quote
 *         while mask != 0:
 *           store at + (number of the lowest bit of mask) in *out; out += 4; clear that bit
 *         at += 16
 *       return (out - start) / 4
 *
 * Opcodes: WebAssembly core specification 2.0, section 5.4 (binary format of instructions).
 */

const i32 = 0x7f;
const v128 = 0x7b;
const noResult = 0x40;

const block = [0x02, noResult];
const loop = [0x03, noResult];
const end = 0x0b;
const breakTo = (depth: number): number[] => [0x0c, depth];
const breakIf = (depth: number): number[] => [0x0d, depth];
const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const tee = (local: number): number[] => [0x22, local];
/** Constants below 64 are one byte of signed LEB128. */
const constant = (value: number): number[] => [0x41, value];
const storeI32 = [0x36, 2, 0];
const equalsZero = 0x45;
const isAtLeast = 0x4f;
const trailingZeros = 0x68;
const add = 0x6a;
const subtract = 0x6b;
const and = 0x71;
const shiftRight = 0x76;
/** An instruction on vectors; its number, below 128, is one byte of LEB128. */
const vector = (opcode: number): number[] => [0xfd, opcode];
const loadVector = [...vector(0x00), 0, 0];
const splatBytes = vector(0x0f);
const equalBytes = vector(0x23);
const orVectors = vector(0x50);
const bitMask = vector(0x64);

const [at, limit, delimiter, out, start, mask, delimiters, lineFeeds, quotes, bytes] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
];

const body = [
  // Locals beside the four parameters: two numbers, four vectors.
  ...[2, 2, i32, 4, v128],
  ...[...get(out), ...set(start)],
  ...[...get(delimiter), ...splatBytes, ...set(delimiters)],
  ...[...constant(0x0a), ...splatBytes, ...set(lineFeeds)],
  ...[...constant(0x22), ...splatBytes, ...set(quotes)],
  ...block,
  ...loop,
  ...[...get(at), ...get(limit), isAtLeast, ...breakIf(1)],
  ...[...get(at), ...loadVector, ...tee(bytes), ...get(delimiters), ...equalBytes],
  ...[...get(bytes), ...get(lineFeeds), ...equalBytes, ...orVectors],
  ...[...get(bytes), ...get(quotes), ...equalBytes, ...orVectors],
  ...[...bitMask, ...set(mask)],
  ...block,
  ...loop,
  ...[...get(mask), equalsZero, ...breakIf(1)],
  ...[...get(out), ...get(at), ...get(mask), trailingZeros, add, ...storeI32],
  ...[...get(out), ...constant(4), add, ...set(out)],
  ...[...get(mask), ...get(mask), ...constant(1), subtract, and, ...set(mask)],
  ...breakTo(0),
  ...[end, end],
  ...[...get(at), ...constant(16), add, ...set(at)],
  ...breakTo(0),
  ...[end, end],
  ...[...get(out), ...get(start), subtract, ...constant(2), shiftRight],
  end,
];

/** A length of up to two bytes of LEB128. */
const length = (value: number): number[] => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, value >> 7]);
const section = (id: number, content: readonly number[]): number[] => [
  id,
  ...length(content.length),
  ...content,
];
const text = (name: string): number[] => [name.length, ...Buffer.from(name)];

const program = new Uint8Array([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 4, i32, i32, i32, i32, 1, i32]),
  ...section(2, [1, ...text('js'), ...text('memory'), 2, 0, 1]),
  ...section(3, [1, 0]),
  ...section(7, [1, ...text('marks'), 0, 0]),
  ...section(10, [1, ...length(body.length), ...body]),
]);
const compiled = new WebAssembly.Module(program);

/**
 * Writes the positions of all marks in `[at, end)` of the memory to `out` as 32-bit numbers and returns how many there
 * are. It looks at up to 15 bytes past `end`: marks found there are the caller's to drop.
 */
export type FindMarks = (at: number, end: number, delimiter: number, out: number) => number;

/** The function for one memory. */
export function findMarksIn(memory: WebAssembly.Memory): FindMarks {
  return new WebAssembly.Instance(compiled, { js: { memory } }).exports.marks as FindMarks;
}
