/** Where in which box: `pid` is the box's first process, on this machine. */
export interface Place {
  readonly pid: number;
  readonly userNamespace: boolean;
  readonly netns: string;
}

/** The command that runs `argv` in a network namespace of a box, as one of its processes. */
export function inNamespace(
  { pid, userNamespace, netns }: Place,
  argv: readonly string[],
): readonly string[] {
  return [
    "nsenter",
    `--target=${pid}`,
    ...(userNamespace ? ["--user", "--preserve-credentials"] : []),
    "--mount",
    "--pid",
    `--net=/proc/${pid}/root/run/netns/${netns}`,
    "--",
    ...argv,
  ];
}
