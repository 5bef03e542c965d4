/** The variables of an environment; undefined: not set. */
export type Environment = Readonly<Record<string, string | undefined>>;
