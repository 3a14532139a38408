/** The program in each probe pod. Its only argument is an AgentConfig as JSON. */
import { converse } from "./converse.ts";
import { examine } from "./examine/examine.ts";
import { listen } from "./listen.ts";
import { parseConfig } from "./parse.ts";

const config = parseConfig(process.argv[2]);
if (config.role === "serve" || config.role === "both")
  await listen(config.ports, { pod: config.pod, run: config.run });
if (config.role === "serve") {
  // The first process of a container gets no default signal handlers.
  process.on("SIGTERM", () => process.exit(0));
  // Listeners keep a process running, and a pod that serves nothing has to stay, too.
  setInterval(() => undefined, 1 << 30);
  process.stdout.write("listening\n");
} else if (config.role === "examine") {
  process.stdout.write(`${JSON.stringify(await examine())}\n`);
} else {
  await converse(config);
  process.exit(0);
}
