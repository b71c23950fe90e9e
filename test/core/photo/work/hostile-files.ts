/** Makes files that cost a parser much, by what fills them: `n` is how often something is repeated. */
export type HostileFiles = Readonly<Record<string, (n: number) => Uint8Array>>;
