import { readFileSync, statfsSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';

/** Facts of this machine for `system` of a manifest. They never identify it: no host name, user or address. */
export function machineFacts(): Record<string, string> {
  const all = cpus();
  const usable = availableParallelism();
  const cores = usable < all.length ? `${usable} of ${all.length} cores` : `${all.length} cores`;
  const model = all[0]?.model.replace(/\s+/g, ' ').trim() ?? '';
  return {
    cpu: [model, cores].filter((part) => part !== '').join(', '),
    memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
    ...diskFact(),
    os: osName(),
  };
}

/** The Node that runs Perfolio. It is a fact of a test only if somebody states that the test ran in it. */
export const nodeFact = (): { runtime: string } => ({ runtime: `Node ${process.versions.node}` });

function diskFact(): { disk?: string } {
  try {
    const { blocks, bsize } = statfsSync('/');
    return { disk: `${Math.round((blocks * bsize) / 2 ** 30)} GiB` };
  } catch {
    return {};
  }
}

/** The name of the Linux distribution, else of the kernel. */
function osName(): string {
  const kernel = `${type()} ${release()}`;
  try {
    const name = /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
    return name === undefined ? kernel : `${name}, kernel ${release()}`;
  } catch {
    return kernel;
  }
}
