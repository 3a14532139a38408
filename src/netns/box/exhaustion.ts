/** What the machine has no more of, as programs and Node report it. */
const SIGNS: readonly { readonly sign: RegExp; readonly meaning: string }[] = [
  {
    sign: /EAGAIN|Resource temporarily unavailable|Cannot fork|uv_thread_create/,
    meaning: "no more processes may be started here (see ulimit -u, and pids.max of the container)",
  },
  {
    sign: /EMFILE|ENFILE|Too many open files/,
    meaning: "no more files may be opened here (see ulimit -n)",
  },
];

/** A failure in plain words, where a limit of the machine is behind it; undefined where none is. */
export function exhaustion(failure: string): string | undefined {
  return SIGNS.find(({ sign }) => sign.test(failure))?.meaning;
}

/** The failure's text, after its meaning if a limit of the machine is behind it. */
export function inPlainWords(failure: string): string {
  const meaning = exhaustion(failure);
  return meaning === undefined ? failure : `${meaning}: ${failure}`;
}
