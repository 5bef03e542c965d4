/** Where the variables of state and config files come from. */
export interface VariableContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Is told of every secret's text, so that no output shows it. */
  readonly onSecret: (text: string) => void;
  /** The programs that the config names for secrets, by name; none other is run. */
  readonly secretCommands?: SecretCommands;
  /** Says whether such a program may be run, and which file it is; absent: none may. */
  readonly allowProgram?: ProgramPolicy;
  /** The folders that the files may name files in; absent: the work tree of the file. */
  readonly roots?: readonly string[];
  /** Whether the text at this offset is to be resolved; absent: every text is. */
  readonly resolve?: (start: number) => boolean;
  /** Nothing will be connected to: no program is asked for a secret. */
  readonly offline?: boolean;
  /** No secret is asked for, nor read where it is at hand: what holds one is unknown. */
  readonly placeholders?: boolean;
}

/** A program and its first arguments, by name. */
export type SecretCommands = Readonly<Record<string, readonly string[]>>;

/**
 * `command` is the program and its first arguments. Gives the absolute path of the program to run, or a sentence that
 * says why it is not run.
 */
export type ProgramPolicy = (
  name: string,
  command: readonly string[],
) => { readonly program: string } | { readonly problem: string };
