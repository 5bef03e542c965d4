import type { Command, Option } from "commander";
import { candidates } from "../app/candidates.ts";
import { LINT_CODES } from "../model/lint-codes.ts";
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

/** Keys with which `explain` begins. */
const KEYS = [
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

async function listed(kind: Completes, context: Context): Promise<readonly string[]> {
  if (kind === "shells") return Object.keys(SCRIPTS);
  if (kind === "codes") return Object.keys(LINT_CODES);
  if (kind === "keys") return KEYS;
  return candidates(kind, context).catch(() => []);
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
