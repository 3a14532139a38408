import { type FromAgent, PROTOCOL_VERSION, type ToAgent } from "../../src/agent/protocol.ts";
import type { AgentStream } from "../../src/channel/agent-stream.ts";

/** What a scripted agent does with a message: it may say things, end the stream, or break it. */
export type Script = (message: ToAgent, agent: ScriptedAgent) => void;

export interface ScriptedAgent {
  say(...messages: readonly FromAgent[]): void;
  /** Sends a line as it is. */
  sayLine(line: string): void;
  end(): void;
  break(error: Error): void;
}

/** A stream to an agent that follows a script. */
export function scriptedStream(script: Script): AgentStream & { readonly closed: () => boolean } {
  const queue: (string | Error | undefined)[] = [];
  let wake: () => void = () => undefined;
  let closed = false;
  const push = (item: string | Error | undefined): void => {
    queue.push(item);
    wake();
  };
  const agent: ScriptedAgent = {
    say: (...messages) => {
      for (const message of messages) push(JSON.stringify(message));
    },
    sayLine: push,
    end: () => push(undefined),
    break: push,
  };
  return {
    closed: () => closed,
    send: (text) => {
      for (const line of text.split("\n").filter(Boolean)) script(JSON.parse(line), agent);
    },
    lines: (async function* () {
      for (;;) {
        while (queue.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        const item = queue.shift();
        if (item === undefined) return;
        if (item instanceof Error) throw item;
        yield item;
      }
    })(),
    close: async () => {
      closed = true;
      push(undefined);
    },
  };
}

/** An agent that greets, and answers every probe as `pod`, but for what `answer` does first. */
export function wellBehaved(
  pod: string,
  run: string,
  answer: (batch: Batch, agent: ScriptedAgent) => boolean = () => false,
): Script {
  return (message, agent) => {
    if (message.type === "hello") agent.say({ type: "hello", version: PROTOCOL_VERSION, pod, run });
    if (message.type === "batch" && !answer(message, agent)) answerAll(message, agent, run);
  };
}

export type Batch = Extract<ToAgent, { type: "batch" }>;

/** Answers every probe as the pod that its port's number stands for, last first. */
function answerAll({ id, probes }: Batch, agent: ScriptedAgent, run: string): void {
  for (const probe of probes.toReversed()) {
    agent.say({
      type: "reply",
      batch: id,
      id: probe.id,
      outcome: "answered",
      ms: 1,
      peer: { pod: probe.address, run },
    });
  }
  agent.say({ type: "bye", batch: id, count: probes.length, unresponsive: [] });
}
