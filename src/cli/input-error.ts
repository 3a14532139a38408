/** What the user wrote cannot be carried out: exit code 2. The message is ready to print. */
export class InputError extends Error {
  override readonly name = "InputError";
}
