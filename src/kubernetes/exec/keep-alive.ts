import type { WebSocket } from "ws";

/**
 * Pings a peer at a pace and says when nothing has come back for too long: a half-open connection never closes by itself,
 * and proxies cut idle ones. Returns the function that stops it.
 */
export function keepAlive(
  socket: WebSocket,
  { pingMs, deadMs }: { readonly pingMs: number; readonly deadMs: number },
  onDead: (reason: string) => void,
): () => void {
  let heard = performance.now();
  const hear = () => {
    heard = performance.now();
  };
  socket.on("pong", hear);
  socket.on("message", hear);
  const timer = setInterval(() => {
    // While we do not read, the peer's silence is ours.
    if (socket.isPaused) hear();
    if (performance.now() - heard > deadMs) onDead(`no answer to pings for ${deadMs / 1000} s`);
    else socket.ping();
  }, pingMs);
  return () => clearInterval(timer);
}
