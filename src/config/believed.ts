import type { ConfigContext } from "./config-context.ts";

/** What is said of each finding of the lint, by its code. */
export type LintRules = Readonly<Record<string, "off" | "warning" | "error">>;

/** A stranger's config names no authorities either: NODE_EXTRA_CA_CERTS of the machine does. */
export function caFile(path: string, { untrusted, warn }: ConfigContext): string | undefined {
  if (untrusted === undefined) return path;
  warn("ca_file is ignored, since the files are not trusted; NODE_EXTRA_CA_CERTS still counts");
  return undefined;
}

/** A stranger's config hides more, and never shows what is hidden by its name. */
export function believedNames(names: readonly string[], { untrusted, warn }: ConfigContext): readonly string[] {
  const shown = untrusted === undefined ? [] : names.filter((name) => name.startsWith("!"));
  if (shown.length > 0) warn(`sensitive_names: ${shown.join(", ")} is ignored, since the files are not trusted`);
  return names.filter((name) => !shown.includes(name));
}

/** Nor does it switch off what a reviewer should see. */
export function believedLint(lint: LintRules, { untrusted, warn }: ConfigContext): LintRules {
  const off = untrusted === undefined ? [] : Object.keys(lint).filter((code) => lint[code] === "off");
  if (off.length > 0) warn(`lint: ${off.join(", ")} is not switched off, since the files are not trusted`);
  return Object.fromEntries(Object.entries(lint).filter(([code]) => !off.includes(code)));
}
