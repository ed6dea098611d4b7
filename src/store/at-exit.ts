const pending = new Set<() => void>();
let onChange: (isPending: boolean) => void = () => undefined;

/** Calls back when something is to be done at the end of the process, and when nothing is any more. */
export function watchExitActions(listener: (isPending: boolean) => void): void {
  onChange = listener;
  onChange(pending.size > 0);
}

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
  onChange(true);
  return () => {
    pending.delete(action);
    onChange(pending.size > 0);
  };
}
