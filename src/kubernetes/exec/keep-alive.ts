import type { WebSocket } from "ws";
import type { Clock } from "../../system/clock.ts";

/** How often a peer is asked for a sign of life, and after how long without one it is gone, in ms. */
export interface Pace {
  readonly pingMs: number;
  readonly deadMs: number;
  readonly clock: Clock;
}

/**
 * Pings a peer at a pace and says when nothing has come back for too long: a half-open connection never closes by itself,
 * and proxies cut idle ones. Returns the function that stops it.
 */
export function keepAlive(
  socket: Pick<WebSocket, "on" | "ping" | "isPaused">,
  { pingMs, deadMs, clock }: Pace,
  onDead: (reason: string) => void,
): () => void {
  const stopped = new AbortController();
  let heard = clock.now();
  const hear = () => {
    heard = clock.now();
  };
  socket.on("pong", hear);
  socket.on("message", hear);
  const beat = async () => {
    for (;;) {
      await clock.wait(pingMs, stopped.signal);
      // While we do not read, the peer's silence is ours.
      if (socket.isPaused) hear();
      if (clock.now() - heard > deadMs) return onDead(`no answer to pings for ${deadMs / 1000} s`);
      socket.ping();
    }
  };
  beat().catch((error: unknown) => {
    if (!stopped.signal.aborted) onDead(`it could not be pinged: ${error}`);
  });
  return () => stopped.abort();
}
