import type { ShownPlan } from "../generated/plan.ts";
import { formatAddress } from "../model/address.ts";
import type { ApplyEvent } from "../model/event.ts";
import type { Call } from "../model/plan.ts";
import { type EventPlace, eventJson } from "../report/event-json.ts";
import { changesText } from "../report/plan-text.ts";
import { endedText } from "../report/run-facts.ts";
import { plural, printable } from "../report/style.ts";
import type { Terminal } from "./terminal.ts";

/** Where the events of a run go: a line of JSON each, to a file and to standard output, or progress for people. */
export function runListener(
  shown: ShownPlan,
  { json, jsonLines, jsonInto }: { readonly json?: boolean; readonly jsonLines?: boolean; readonly jsonInto?: string },
  terminal: Terminal,
  label: string,
): (event: ApplyEvent, place: EventPlace) => void {
  // Where lines of JSON are the result, nothing else stands between them.
  const verdict = (text: string) => (jsonLines ? terminal.note(text) : terminal.say(text));
  const progress = createProgress(terminal, shown, label, verdict);
  return (event, place) => {
    const line = `${JSON.stringify(eventJson(event, shown, place))}\n`;
    if (jsonInto !== undefined) terminal.append(jsonInto, line);
    if (json) terminal.out(line);
    else progress(event);
  };
}

/** Shows an apply as it goes: on a terminal the call under way is drawn over, elsewhere one line a call. */
function createProgress(
  terminal: Terminal,
  shown: ShownPlan,
  label: string,
  verdictOut: (text: string) => void,
): (event: ApplyEvent) => void {
  const style = terminal.errorStyle;
  // Several targets at once write one line a call: what is drawn over would mix.
  const live = terminal.interactive && label === "";
  let total = shown.calls.length;
  let timer: NodeJS.Timeout | undefined;

  const line = (call: Call, text: string) =>
    `${label}${String(call.id).padStart(String(total).length)}/${total}  ${printable(describe(call))}  ${text}`;
  const settle = (text: string) => {
    clearInterval(timer);
    if (live) terminal.draw("");
    terminal.note(text);
  };

  return (event) => {
    switch (event.type) {
      case "planned":
        total = event.plan.calls.length;
        break;
      case "call_started": {
        total = event.of;
        if (!live) break;
        const began = Date.now();
        const draw = () => {
          const seconds = ((Date.now() - began) / 1000).toFixed(0);
          terminal.draw(line(event.call, style.dim(`${seconds} s`)).slice(0, terminal.columns + 8));
        };
        draw();
        timer = setInterval(draw, 500);
        timer.unref();
        break;
      }
      case "call_finished":
        settle(
          line(event.call, style.green(`done in ${event.milliseconds} ms`) + (event.note ? ` (${event.note})` : "")),
        );
        break;
      case "call_failed":
        settle(line(event.call, `${style.red("failed:")} ${printable(event.message)}`));
        break;
      case "waiting":
        if (!live) terminal.note(line(event.call, event.message));
        break;
      case "observed_again":
        total = event.plan.calls.length;
        terminal.note(`${label}planned again: ${event.message}; ${plural(total, "call")} left`);
        break;
      case "warning":
        terminal.error(`${label}warning: ${event.message}`);
        break;
      case "lock_taken":
        break;
      case "backup_written":
        terminal.note(`${label}Backup: ${event.folder}`);
        break;
      case "check_finished": {
        const { name, ok, message, milliseconds } = event.result;
        const mark = ok ? style.green("passed") : style.red("failed");
        terminal.note(
          `${label}check ${printable(name)}  ${mark} in ${milliseconds} ms${ok ? "" : `: ${printable(message)}`}`,
        );
        break;
      }
      case "rollback_started":
        terminal.error(`\n${label}${style.bold("Rolling back:")} ${event.message}`);
        break;
      case "rollback_finished": {
        const head = event.done ? "Rolled back" : event.partly ? "Rolled back in part" : "Not rolled back";
        const text = `${label}${head}: ${event.message}`;
        terminal.error(style.bold(event.done ? text : style.red(text)));
        break;
      }
      case "verified":
        if (!event.converged) {
          const left = event.remaining.map((change) => ({ ...change, address: formatAddress(change.address) }));
          terminal.error(
            `\nWhat still differs:\n${left.length > 0 ? changesText(left as never, style) : "  (no managed value)"}`,
          );
        }
        break;
      case "finished": {
        clearInterval(timer);
        if (event.outcome === "unchanged" && event.made === 0 && !event.message.includes("check")) break;
        const text = style.bold(`${label}${endedText(event)}`);
        if (event.outcome === "converged") verdictOut(`\n${text}`);
        else terminal.error(`\n${style.red(text)}`);
      }
    }
  };
}

function describe({ action, reason }: Call): string {
  const names = {
    default: "PUT /default",
    migrate: "PUT /migrate",
    update: "POST /update",
    restart: "POST /component/restart",
    hold: "POST /component/stop",
    resume: "POST /component/start",
    unbind: "DELETE /binding",
    start: "POST /start",
    stop: "POST /stop",
  };
  return `${names[action.kind]}  ${reason}`;
}
