/** On a namespace of the user's that netverdict may use, with the value `true`. */
export const LEND_LABEL = "netverdict.dev/lend";
