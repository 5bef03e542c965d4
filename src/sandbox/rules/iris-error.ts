/** An error as IRIS words it; the server answers it as `500 {"error"}`. */
export class IrisError extends Error {}

/** One of `Ens`: its name there, and the words. */
export function ensError(token: string, words: string): IrisError {
  return new IrisError(`ERROR <Ens>${token}: ${words}`);
}

/** A bare word thrown as a plain value: what IRIS most likely makes of it (wire-notes, 2.3). */
export function noArgument(word: string): IrisError {
  return new IrisError(`<INVALID OREF>${word}+3^IOP.Service.Remote.Rest.v1.1`);
}
