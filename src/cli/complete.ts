import { readFileSync } from "node:fs";
import type { Command, Option } from "commander";
import { parseAllDocuments } from "yaml";
import { namedTarget, targetOf } from "../app/targets.ts";
import { formatAddress } from "../model/address.ts";
import { isObject } from "../model/json.ts";
import { LINT_CODES } from "../model/lint-codes.ts";
import { listRuns } from "../store/runs.ts";
import type { CommandSpec } from "./command.ts";
import type { Context } from "./context.ts";
import type { Completes } from "./flag.ts";

/** The candidates for the last word; none where files are meant. Nothing is asked of a server, and nothing fails. */
export async function complete(
  program: Command,
  specs: readonly CommandSpec[],
  words: readonly string[],
  context: Context,
): Promise<string[]> {
  const typed = words.at(-1) ?? "";
  let command = program;
  const path: string[] = [];
  let before: Option | undefined;
  let position = 0;
  for (const word of words.slice(0, -1)) {
    if (before) {
      before = undefined;
      continue;
    }
    if (word.startsWith("-")) {
      const option = optionsOf(command).find((entry) => entry.long === word || entry.short === word);
      before = option && (option.required || option.optional) && !word.includes("=") ? option : undefined;
      continue;
    }
    const inner = command.commands.find((entry) => entry.name() === word);
    if (inner) {
      command = inner;
      path.push(word);
    } else position += 1;
  }
  const fits = (list: readonly string[]) => [...new Set(list)].filter((text) => text.startsWith(typed));
  if (before) {
    if (before.argChoices) return fits(before.argChoices);
    const { flags } = before;
    const kind = specs.flatMap((spec) => spec.flags).find(({ spec }) => spec === flags)?.completes;
    return kind ? fits(await listed(kind, context)) : [];
  }
  if (typed.startsWith("-")) return fits(optionsOf(command).flatMap(({ long }) => (long ? [long] : [])));
  const commands = command.commands.filter((entry) => !entry.name().startsWith("__")).map((entry) => entry.name());
  if (commands.length > 0 && position === 0) return fits([...commands, ...(path.length === 0 ? ["help"] : [])]);
  const name = path.join(" ");
  const kind = specs.find(({ usage }) => usage === name || usage.replace(/ [[<].*$/, "") === name)?.completes;
  return kind ? fits(await listed(kind, context)) : [];
}

function optionsOf(command: Command): readonly Option[] {
  return [...command.options, ...command.createHelp().visibleOptions(command)].filter(({ hidden }) => !hidden);
}

async function listed(kind: Completes, context: Context): Promise<string[]> {
  try {
    switch (kind) {
      case "shells":
        return ["bash", "zsh", "fish"];
      case "codes":
        return Object.keys(LINT_CODES);
      case "targets":
        return targetsOf(context);
      case "runs":
        return listRuns(await targetOf({}, context, true)).map(({ record }) => record.id);
      case "keys":
        return [
          "config",
          "lint",
          "default",
          "state",
          "packages",
          "productions",
          "bindings",
          "guards",
          "checks",
          "on_failure",
          "item",
          "package",
          "production",
        ];
      default:
        return await namesOf(kind, context);
    }
  } catch {
    return [];
  }
}

function targetsOf({ cwd }: Context): string[] {
  for (const name of ["iopctl.config.yaml", "iopctl.config.yml", "iopctl.config.json"]) {
    try {
      const [document] = parseAllDocuments(readFileSync(`${cwd}/${name}`, "utf8"));
      const data: unknown = document && "toJS" in document ? document.toJS() : undefined;
      const targets = isObject(data) ? data["targets"] : undefined;
      return isObject(targets) ? Object.keys(targets) : [];
    } catch {
      // The next place.
    }
  }
  return [];
}

/** The names that stand in the state files, whether they are valid or not. */
async function namesOf(kind: string, context: Context): Promise<string[]> {
  const { stateFiles } = await import("../desired/load.ts");
  const target = await namedTarget(undefined, {}, context, true).catch(() => undefined);
  const paths = target?.state ?? ["."];
  const files = paths.flatMap((path) => stateFiles(path, context.cwd));
  const productions = new Set<string>();
  const items = new Set<string>();
  const addresses = new Set<string>(["default", "state"]);
  for (const file of files) {
    for (const document of parseAllDocuments(readFileSync(file, "utf8"))) {
      const data: unknown = "toJS" in document ? document.toJS() : undefined;
      if (!isObject(data)) continue;
      for (const name of keysOf(data["packages"])) addresses.add(formatAddress(["packages", name]));
      for (const [name, production] of entriesOf(data["productions"])) {
        productions.add(name);
        addresses.add(formatAddress(["productions", name]));
        for (const item of keysOf(isObject(production) ? production["items"] : undefined)) {
          items.add(item);
          addresses.add(formatAddress(["productions", name, "items", item]));
        }
      }
    }
  }
  return [...(kind === "productions" ? productions : kind === "items" ? items : addresses)];
}

function entriesOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

function keysOf(value: unknown): string[] {
  return entriesOf(value).map(([key]) => key);
}

/** The script that a shell loads: it asks the program itself. */
export const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `# iopctl completion for bash: source <(iopctl completion bash)
_iopctl() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" line out
  out="$(iopctl __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)"
  COMPREPLY=()
  while IFS= read -r line; do
    [[ -n $line ]] && COMPREPLY+=("$(printf '%q' "$line")")
  done <<< "$out"
  if [[ \${#COMPREPLY[@]} -eq 0 ]]; then
    compopt -o default 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  fi
}
complete -F _iopctl iopctl
`,
  zsh: `#compdef iopctl
# iopctl completion for zsh: source <(iopctl completion zsh)
_iopctl() {
  local -a found
  found=("\${(@f)$(iopctl __complete -- "\${(@)words[2,$CURRENT]}" 2>/dev/null)}")
  found=("\${(@)found:#}")
  if (( \${#found} )); then
    compadd -a found
  else
    _files
  fi
}
if [ "\${funcstack[1]}" = "_iopctl" ]; then
  _iopctl "$@"
else
  compdef _iopctl iopctl
fi
`,
  fish: `# iopctl completion for fish: iopctl completion fish | source
function __iopctl_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l found (iopctl __complete -- $words[2..-1] 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c iopctl -f -a '(__iopctl_complete)'
`,
};
