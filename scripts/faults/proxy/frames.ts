/** WebSocket frames in a stream of bytes (RFC 6455, section 5.2), each as it came, header included. */

export interface Frame {
  readonly bytes: Uint8Array;
  /** Pings, pongs and closes are not part of what is said. */
  readonly isControl: boolean;
}

const CONTROL = 0x08;
const MASKED = 0x80;
const LENGTH = 0x7f;

/** Takes bytes in whatever pieces they come and returns the frames that have become whole. */
export function frameSplitter(): (chunk: Uint8Array) => readonly Frame[] {
  let rest: Uint8Array = new Uint8Array();
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const frames: Frame[] = [];
    for (let size = frameSize(rest); size !== undefined && size <= rest.length; size = frameSize(rest)) {
      const bytes = rest.subarray(0, size);
      frames.push({ bytes, isControl: ((bytes[0] ?? 0) & CONTROL) !== 0 });
      rest = rest.subarray(size);
    }
    return frames;
  };
}

/** The size of the frame that begins here; undefined if too little of it is there to know. */
function frameSize(bytes: Uint8Array): number | undefined {
  const second = bytes[1];
  if (second === undefined) return undefined;
  const mask = (second & MASKED) === 0 ? 0 : 4;
  const short = second & LENGTH;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (short < 126) return 2 + mask + short;
  if (short === 126) return bytes.length < 4 ? undefined : 4 + mask + view.getUint16(2);
  return bytes.length < 10 ? undefined : 10 + mask + Number(view.getBigUint64(2));
}
