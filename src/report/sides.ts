import type { ShownChange } from "../generated/plan.ts";

/** What drift says of where a difference comes from. */
export const ORIGINS = {
  server: "changed on the server",
  files: "changed in the files, not applied yet",
  unknown: "origin unknown",
} as const;

/** A difference read in the direction of what happened: what the files say, what the server has. */
export interface Sides {
  readonly files: unknown;
  readonly server: unknown;
  /** What happened: something came up, changed, or is gone. */
  readonly action: "create" | "update" | "delete";
}

/** Both sides of a change that drift shows; undefined for one of a plan, which reads in the direction of what will happen. */
export function sidesOf({ action, before, after, origin }: ShownChange): Sides | undefined {
  if (origin === undefined) return undefined;
  // What the files say anew is read as their change; all else is read as what became of the server.
  const turned = { create: "delete", update: "update", delete: "create" } as const;
  const none = (value: unknown) => (value === "" ? null : value);
  return {
    files: action === "delete" ? null : after,
    server: action === "create" ? none(before) : before,
    action: origin === "files" ? action : turned[action],
  };
}

/** Both sides on one line. */
export function sidesText({ files, server }: Sides, show: (value: unknown) => string): string {
  return `${show(files)} (files) | ${show(server)} (server)`;
}
