/**
 * The command that runs `argv` and is killed when our process ends, however that ends. A helper that is stopped (SIGSTOP)
 * would not see that its stdin has ended, and `nsenter` and `unshare` stop themselves when their child is stopped.
 */
export function endingWithUs(argv: readonly string[]): readonly string[] {
  return ["setpriv", "--pdeathsig", "KILL", "--", ...argv];
}
