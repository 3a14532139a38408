/**
 * Free text on one line, without control characters: a name from a file or a message from a cluster must not steer a
 * terminal, nor begin a line that a CI system would take for a command.
 */
export function printable(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, "�");
}
