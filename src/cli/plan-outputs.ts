import type { PictureReads } from "../app/picture.ts";
import type { PlanOptions } from "../app/plan.ts";
import type { Context } from "./context.ts";
import { inGithub } from "./github.ts";

/** The forms in which plans and drift can be had. */
export interface OutputFlags extends PlanOptions {
  readonly out?: string;
  readonly json?: boolean;
  readonly jsonLines?: boolean;
  readonly jsonInto?: string;
  readonly markdown?: boolean;
  readonly markdownInto?: string;
  readonly html?: string;
  /** Every item is drawn. */
  readonly htmlAll?: boolean;
  readonly junit?: string;
  readonly gitlabReport?: string;
  readonly gitlabQuality?: string;
  readonly explain?: boolean;
}

/** Whether anything needs the plans after all are made. */
export function wantsDocument(flags: OutputFlags, { env }: Context): boolean {
  const { out, json, jsonInto, markdown, markdownInto, html, junit, gitlabReport, gitlabQuality } = flags;
  const asked = [out, json, jsonInto, markdown, markdownInto, html, junit, gitlabReport, gitlabQuality];
  return inGithub(env) || asked.some((flag) => flag !== undefined && flag !== false);
}

/** What is read for the pictures: of a page; of a comment, or of a page that is made of the saved plan later, nothing more. */
export function pictureOf(
  { html, out, markdown, markdownInto }: OutputFlags,
  { env }: Context,
): PictureReads | undefined {
  if (html !== undefined) return "read";
  return markdown || (out ?? markdownInto) !== undefined || inGithub(env) ? "known" : undefined;
}
