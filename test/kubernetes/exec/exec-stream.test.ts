import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import type { WebSocket } from "ws";
import type { AgentStream } from "../../../src/channel/agent-stream.ts";
import { ApiError } from "../../../src/kubernetes/api/api-error.ts";
import { CLOSE_STDIN } from "../../../src/kubernetes/exec/exec-frames.ts";
import { EXEC_TIMINGS, type ExecTimings, openExecStream } from "../../../src/kubernetes/exec/exec-stream.ts";
import { manualClock } from "../../../src/system/clock.ts";
import { steppedClock } from "../../system/stepped-clock.ts";
import { sendFrame } from "../fakes/fake-agent.ts";
import { type FakeApiServer, fakeApiServer, QUICK_BACKOFF } from "../fakes/fake-api-server.ts";
import { status } from "../fakes/fake-objects.ts";

const TARGET = { namespace: "x", pod: "a", container: "agent", command: ["/proc/1/exe", "agent.mjs", "{}"] };
const TIMINGS: ExecTimings = { ...EXEC_TIMINGS, backoff: QUICK_BACKOFF, closeMs: 200 };
const never = new AbortController().signal;
const SUCCESS = JSON.stringify({ kind: "Status", status: "Success" });

describe("an exec stream", () => {
  let fake: FakeApiServer;
  beforeEach(async () => {
    fake = await fakeApiServer();
  });
  afterEach(() => fake.close());

  const open = (timings: Partial<ExecTimings> = {}) =>
    openExecStream(fake.api, TARGET, never, { ...TIMINGS, ...timings });

  describe("being opened", () => {
    it("asks for the command with all three streams", async () => {
      const stream = await open();
      const [call] = fake.recorded;
      assert.equal(call?.path, "/api/v1/namespaces/x/pods/a/exec");
      assert.deepEqual(call?.query.getAll("command"), TARGET.command);
      assert.deepEqual(
        ["stdin", "stdout", "stderr", "container"].map((name) => call?.query.get(name)),
        ["true", "true", "true", "agent"],
      );
      assert.equal(call?.headers.authorization, "Bearer fake");
      await stream.close();
    });

    it("fails when the handshake is never answered", async () => {
      fake.fault = () => "hang";
      await assert.rejects(open({ handshakeMs: 50 }), /opened no stream to pod x\/a within 0.05 s/);
    });

    for (const [code, reason] of [
      [403, "Forbidden"],
      [404, "NotFound"],
    ] as const)
      it(`fails at once with the Status' text on ${code}`, async () => {
        fake.fault = () => status(code, reason, 'pods "a" it is not');
        await assert.rejects(open(), (error: unknown) => {
          assert.ok(error instanceof ApiError);
          assert.equal(error.status, code);
          assert.match(error.message, new RegExp(`${code} ${reason}: pods "a" it is not`));
          return true;
        });
        assert.equal(fake.recorded.length, 1);
      });

    for (const code of [429, 503])
      it(`tries again after ${code}, when Retry-After says so`, async () => {
        let calls = 0;
        fake.fault = () =>
          ++calls === 1 ? { ...status(code, "Busy", "later"), headers: { "retry-after": "1" } } : undefined;
        const clock = manualClock();
        const stream = await open({ backoff: { ...QUICK_BACKOFF, clock } });
        assert.ok(clock.now() >= 1_000, "it came back before it was asked to");
        assert.equal(calls, 2);
        await stream.close();
      });

    it("tries again when a page of somebody else's comes instead of a stream", async () => {
      let calls = 0;
      fake.fault = () => (++calls === 1 ? { status: 200, body: "<html>Please log in</html>" } : undefined);
      const stream = await open();
      assert.equal(calls, 2);
      await stream.close();
    });

    it("tries again after a reset, and gives up in the end", async () => {
      fake.fault = () => "reset";
      await assert.rejects(open(), /could not be asked/);
      assert.equal(fake.recorded.length, QUICK_BACKOFF.attempts);
    });

    it("ends with the signal's reason when it is aborted meanwhile", async () => {
      const abort = new AbortController();
      fake.fault = () => {
        setImmediate(() => abort.abort(new Error("interrupted")));
        return "hang";
      };
      await assert.rejects(openExecStream(fake.api, TARGET, abort.signal, TIMINGS), /^Error: interrupted$/);
    });
  });

  describe("in use", () => {
    it("sends stdin in frames of channel 0", async () => {
      const heard = new Promise<Buffer>((resolve) => {
        fake.exec = (socket) => socket.once("message", (data: Buffer) => resolve(data));
      });
      const stream = await open();
      stream.send("grüße\n");
      assert.deepEqual(await heard, Buffer.concat([Uint8Array.of(0), Buffer.from("grüße\n")]));
      await stream.close();
    });

    it("puts lines together however the frames are cut, also within a character", async () => {
      const bytes = Buffer.from('{"a":"é€😀"}\nzwei\n');
      for (let cut = 1; cut < bytes.length; cut++) {
        fake.exec = (socket) => {
          sendFrame(socket, 1, "");
          sendFrame(socket, 1, bytes.subarray(0, cut));
          sendFrame(socket, 2, "a warning");
          sendFrame(socket, 1, bytes.subarray(cut));
          sendFrame(socket, 3, SUCCESS);
          socket.close();
        };
        assert.deepEqual(await linesOf(await open()), ['{"a":"é€😀"}', "zwei"], `cut after ${cut} bytes`);
      }
    });

    it("does not lose or reorder lines when the reader is slower than the pod", async () => {
      const count = 20_000;
      fake.exec = (socket) => {
        for (let line = 0; line < count; line++) sendFrame(socket, 1, `${line}\n`);
        sendFrame(socket, 3, SUCCESS);
        socket.close();
      };
      const lines = await linesOf(await open());
      assert.equal(lines.length, count);
      assert.ok(lines.every((line, index) => line === `${index}`));
    });
  });

  describe("that nobody reads", () => {
    const COUNT = 100_000;
    /** Resolves when the pod can send no more, with what it has left. */
    const heldBack = async (timings: Partial<ExecTimings>) => {
      let unsent = () => 0;
      fake.exec = (socket) => {
        unsent = () => socket.bufferedAmount;
        for (let line = 0; line < COUNT; line++) sendFrame(socket, 1, `${line}${"x".repeat(500)}\n`);
        sendFrame(socket, 3, SUCCESS);
        socket.close();
      };
      const stream = await open(timings);
      for (let before = -1; before !== unsent(); await wait(200)) before = unsent();
      assert.ok(unsent() > 0, "all was taken in");
      return stream;
    };

    it("holds the pod back, and loses nothing", async () => {
      const clock = steppedClock();
      const stream = await heldBack({ clock });
      await clock.advance(10 * EXEC_TIMINGS.deadMs);
      assert.equal((await linesOf(stream)).length, COUNT);
    });

    it("closes by itself all the same", async () => {
      // A clock that stands still cuts nothing off.
      const stream = await heldBack({ clock: steppedClock() });
      await stream.close();
    });
  });

  describe("when it ends", () => {
    const broken = async (act: (socket: WebSocket) => void, timings: Partial<ExecTimings> = {}) => {
      fake.exec = (socket) => {
        sendFrame(socket, 1, "first\nunfin");
        act(socket);
      };
      const stream = await open(timings);
      const lines: string[] = [];
      await assert.rejects(
        async () => {
          for await (const line of stream.lines) lines.push(line);
        },
        (error: unknown) => {
          reason = String(error);
          return true;
        },
      );
      assert.deepEqual(lines, ["first"], "only whole lines count");
      await stream.close();
      return reason;
    };
    let reason = "";

    it("is a failure when the connection is reset", async () => {
      assert.match(
        await broken((socket) => setImmediate(() => socket.terminate())),
        /without a status.*1006/,
      );
    });

    it("is a failure when the server closes cleanly but has sent no status", async () => {
      assert.match(await broken((socket) => socket.close(1000)), /without a status.*1000/);
    });

    it("is a failure when nobody answers pings", async () => {
      const clock = steppedClock();
      const stream = await open({ clock });
      const ended = assert.rejects(linesOf(stream), /no answer to pings for 15 s/);
      await clock.advance(60_000);
      await ended;
      await stream.close();
    });

    it("stays open for as long as pings are answered", async () => {
      const clock = steppedClock();
      let pings = 0;
      fake.exec = (socket) =>
        socket.on("ping", (data) => {
          socket.pong(data);
          if (++pings < 10) setImmediate(() => void clock.advance(EXEC_TIMINGS.pingMs));
          else {
            sendFrame(socket, 3, SUCCESS);
            socket.close();
          }
        });
      const stream = await open({ clock });
      const lines = linesOf(stream);
      await clock.advance(EXEC_TIMINGS.pingMs);
      assert.deepEqual(await lines, []);
      assert.equal(pings, 10);
    });

    it("says why the command failed, with what it wrote to stderr", async () => {
      const failure = JSON.stringify({ status: "Failure", message: "command terminated with exit code 1" });
      const text = await broken((socket) => {
        sendFrame(socket, 2, "SyntaxError: x\n");
        sendFrame(socket, 3, failure);
        socket.close();
      });
      assert.match(text, /exit code 1: SyntaxError: x/);
    });

    it("says that the command was killed, as when its container runs out of memory", async () => {
      const message = "command terminated with non-zero exit code: exit code 137";
      const text = await broken((socket) => {
        sendFrame(socket, 3, JSON.stringify({ status: "Failure", message }));
        socket.close();
      });
      assert.match(text, /the command was killed by signal 9$/);
    });

    it("is a failure when the status cannot be read", async () => {
      const text = await broken((socket) => {
        sendFrame(socket, 3, "{oops");
        socket.close();
      });
      assert.match(text, /unreadable status: \{oops/);
    });
  });

  describe("being closed", () => {
    const received = (protocols: readonly string[]) => {
      fake.protocols = protocols;
      return new Promise<string>((resolve) => {
        fake.exec = (socket) => {
          socket.on("message", (data: Buffer) => {
            if (!data.equals(CLOSE_STDIN)) return;
            resolve("half-close");
            sendFrame(socket, 3, SUCCESS);
            socket.close();
          });
          socket.on("close", () => resolve("close"));
        };
      });
    };
    const linesAfterClose = async (stream: AgentStream) => {
      await stream.close();
      await stream.close();
      stream.send("too late\n");
      return linesOf(stream);
    };

    it("half-closes stdin in v5 and ends without a failure", async () => {
      const told = received(["v5.channel.k8s.io"]);
      assert.deepEqual(await linesAfterClose(await open({ clock: steppedClock() })), []);
      assert.equal(await told, "half-close");
    });

    it("closes everything in v4, which cannot close stdin alone", async () => {
      const told = received(["v4.channel.k8s.io"]);
      assert.deepEqual(await linesAfterClose(await open({ clock: steppedClock() })), []);
      assert.equal(await told, "close");
    });

    it("does not wait for ever for a command that does not end", async () => {
      fake.exec = () => undefined;
      const stream = await open({ closeMs: 30 });
      await stream.close();
      assert.deepEqual(await linesOf(stream), []);
    });
  });
});

async function linesOf(stream: AgentStream): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of stream.lines) lines.push(line);
  return lines;
}
