import { Composer, CST, type Document, Lexer, Parser } from "yaml";

const OPTIONS = {
  strict: true,
  uniqueKeys: false,
  stringKeys: true,
  merge: true,
  prettyErrors: false,
} as const;

/** Collections within one another. Whoever reads values goes down as deep; schemas of custom resources have about 50. */
const DEEPEST = 200;

/** A text whose collections are nested too deeply, with the offset of the first that is. */
export class TooDeep extends Error {
  override readonly name = "TooDeep";

  readonly offset: number;

  constructor(offset: number) {
    super(`nested more than ${DEEPEST} deep`);
    this.offset = offset;
  }
}

/** The documents of a text, which may have errors. @throws TooDeep */
export function parseDocuments(text: string): readonly Document[] {
  return [...new Composer(OPTIONS).compose(tokensOf(text))];
}

function* tokensOf(text: string): Generator<CST.Token, void> {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    // At its bottom is the document.
    if (parser.stack.length > DEEPEST + 1 && CST.isCollection(parser.stack.at(-1)))
      throw new TooDeep(parser.offset - lexeme.length);
  }
  yield* parser.end();
}
