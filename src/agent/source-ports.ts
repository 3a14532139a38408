/** Linux' default range of local ports; a port of a listener in it is found in use and skipped. */
const FIRST = 32_768;
const LAST = 60_999;

/**
 * Hands out each UDP source port once: conntrack keeps the verdict of an old flow for minutes, so that a port used
 * again against the same target could pass by what was decided before a policy changed.
 */
export interface SourcePorts {
  /** The next port, or undefined when all have been used. */
  next(): number | undefined;
}

/** `used`: how many earlier agents at the same address may have taken. */
export function sourcePorts(used: number): SourcePorts {
  let port = FIRST + used;
  return {
    next: () => (port <= LAST ? port++ : undefined),
  };
}
