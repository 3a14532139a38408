// Loaded before the program: some seconds after its start the wall clock jumps by $NETVERDICT_CLOCK_JUMP_MS.
const { now } = Date;
const started = now();
const jumped = () => now() + (now() - started > 5_000 ? Number(process.env.NETVERDICT_CLOCK_JUMP_MS) : 0);
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...args) {
    super(...(args.length === 0 ? [jumped()] : args));
  }
  static now() {
    return jumped();
  }
};
