import { findMarksIn, type FindMarks } from './find-marks.ts';

const pageBytes = 64 * 1024;

/** Memory that marks are searched in. */
export interface ScanMemory {
  readonly memory: WebAssembly.Memory;
  readonly findMarks: FindMarks;
}

/** Memory that the scan before gave back: to set up another takes as long as to read a small file. */
let spare: ScanMemory | null = null;

/** Memory of at least `bytes` (a multiple of 64 KiB); what it holds is left over from before. */
export function takeScanMemory(bytes: number): ScanMemory {
  const taken = spare !== null && spare.memory.buffer.byteLength >= bytes ? spare : openMemory(bytes);
  spare = null;
  return taken;
}

function openMemory(bytes: number): ScanMemory {
  const memory = new WebAssembly.Memory({ initial: bytes / pageBytes });
  return { memory, findMarks: findMarksIn(memory) };
}

/** Releases memory that is no longer used. One that has grown beyond `bytes` is dropped. */
export function giveScanMemory(given: ScanMemory, bytes: number): void {
  if (given.memory.buffer.byteLength <= bytes) spare = given;
}

/** Makes memory larger by so many bytes (a multiple of 64 KiB). */
export const growScanMemory = ({ memory }: ScanMemory, bytes: number): void =>
  void memory.grow(bytes / pageBytes);
