const pending = new Set<() => void>();

/** Runs what is still to be done. */
function finishAll(): void {
  for (const action of pending) quietly(action);
  pending.clear();
}

function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // The process ends anyway.
  }
}

/**
 * Does something when the process ends, also when a signal ends it: gives back a lock, removes a temporary folder. What
 * is returned cancels that.
 */
export function atExit(action: () => void): () => void {
  // One listener for all: Node warns of more than ten.
  if (!process.listeners('exit').includes(finishAll)) process.once('exit', finishAll);
  pending.add(action);
  return () => void pending.delete(action);
}
