/** Which config and which target of it a run means, and what of that a flag says otherwise. */
export interface ConfigFlags {
  /** A path; false: none is looked for. */
  readonly config?: string | false;
  /** One name; `selectTargets` makes names of patterns and labels. */
  readonly target?: string;
  readonly url?: string;
  readonly namespace?: string;
  /** false: credentials of the config that are not set are left out, and no program is asked for one. */
  readonly secrets?: boolean;
}

/** What reading a config needs of the world outside. */
export interface ConfigContext {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What has given the IOP_URL of `env`, as who gave it calls it; absent: the variable. */
  readonly urlFrom?: string;
  readonly onSecret: (text: string) => void;
  readonly warn: (message: string) => void;
  /** Asks a person whether a program may run; absent: there is none. */
  readonly ask?: ((question: string) => boolean) | undefined;
  /** Why the files are a stranger's; absent: they are not. */
  readonly untrusted?: string | undefined;
}
