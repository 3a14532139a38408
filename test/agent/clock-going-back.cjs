// Loaded into an agent with --expose-internals: every third reading that Node's timers take is 20 ms too early, as on a
// machine whose monotonic clock differs from processor to processor.
const { internalBinding } = require("internal/test/binding");

const timers = internalBinding("timers");
const read = timers.getLibuvNow.bind(timers);
let readings = 0;
timers.getLibuvNow = () => {
  readings++;
  return read() - (readings % 3 === 1 ? 20 : 0);
};
