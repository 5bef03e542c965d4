import type { Target } from "../config/target.ts";
import { formatPlace } from "../desired/diagnostic.ts";
import type { LoadedState } from "../desired/load.ts";
import type { ShownFinding } from "../documents/plan-json.ts";
import { type Address, formatAddress, type Matcher } from "../model/address.ts";
import { type Finding, LINT_CODES } from "../model/lint-codes.ts";
import { Refusal } from "../model/refusal.ts";
import type { FileError } from "../model/validation.ts";

/** What knows where in the files an address stands. */
export type Located = Pick<LoadedState, "locate">;

/** `file:line:col` of an address; undefined: it stands in no file. */
export function placeText(loaded: Located, address: Address): string | undefined {
  const place = loaded.locate(address);
  return place === undefined ? undefined : formatPlace(place);
}

/** What flags say of the lint's findings. */
export interface LintOptions {
  /** They are errors. */
  readonly strict?: boolean;
  readonly lintOff?: readonly string[];
}

/** The findings as the config, the flags and --only want them. */
export function findingsOf(
  found: readonly Finding[],
  loaded: Located,
  { lint: rules }: Target,
  { strict, lintOff = [] }: LintOptions,
  only: Matcher | undefined,
): ShownFinding[] {
  const unknown = lintOff.filter((code) => !Object.hasOwn(LINT_CODES, code));
  if (unknown.length > 0) {
    const known = Object.keys(LINT_CODES).join(", ");
    throw new Refusal("usage", `--lint-off ${unknown.join(", ")}: there is no such finding; there is: ${known}`);
  }
  return found.flatMap(({ code, address, message }) => {
    const rule = lintOff.includes(code) ? "off" : (rules[code] ?? "warning");
    if (rule === "off" || (only !== undefined && !only(address))) return [];
    const severity = strict || rule === "error" ? ("error" as const) : ("warning" as const);
    const place = placeText(loaded, address);
    return [
      {
        code,
        severity,
        address: formatAddress(address),
        message: oneLine(message),
        ...(place === undefined ? {} : { at: place }),
      },
    ];
  });
}

/** An item may be called what it likes: a finding is one line all the same. */
function oneLine(text: string): string {
  return text.replace(/\r?\n|\r/g, "\\n");
}

/** Findings that are errors end a run before anything is called. */
export function refuseFindings(findings: readonly ShownFinding[]): void {
  const errors = errorsOf(findings);
  if (errors.length === 0) return;
  const lines = errors.map(({ at, message }) => `  ${at}: ${message}`);
  throw new Refusal(
    "error",
    `lint found problems; nothing was changed.\n${lines.join("\n")}\n  --lint-off CODE switches a finding off for this run, \`lint\` of the config for all.`,
  );
}

/** The findings that count as errors, each with where it stands and its code. */
export function errorsOf(findings: readonly ShownFinding[]): FileError[] {
  return findings
    .filter(({ severity }) => severity === "error")
    .map(({ at, address, code, message }) => ({ message: `${message} [${code}]`, at: at ?? address }));
}
