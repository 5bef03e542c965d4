import { type EventPlace, eventJson } from "../documents/event-json.ts";
import type { ShownPlan } from "../generated/plan.ts";
import { formatAddress } from "../model/address.ts";
import type { Change } from "../model/change.ts";
import type { ApplyEvent, CheckResult } from "../model/event.ts";
import type { Call } from "../model/plan.ts";
import { plural } from "../model/plural.ts";
import { endedText } from "../report/ended-text.ts";
import { changesText } from "../report/plan-text.ts";
import { printable, type Style } from "../report/style.ts";
import type { Terminal } from "./terminal.ts";

/** Where the events of a run go: a line of JSON each, to a file and to standard output, or progress for people. */
export function runListener(
  shown: ShownPlan,
  { json, jsonLines, jsonInto }: { readonly json?: boolean; readonly jsonLines?: boolean; readonly jsonInto?: string },
  terminal: Terminal,
  label: string,
): (event: ApplyEvent, place: EventPlace) => void {
  // Where lines of JSON are the result, nothing else stands between them.
  const verdict = (text: string) =>
    jsonLines ? terminal.note(`\n${terminal.errorStyle.bold(text)}`) : terminal.say(`\n${terminal.style.bold(text)}`);
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
  const calls = new CallLines(terminal, label, shown.calls.length);
  return (event) => {
    switch (event.type) {
      case "planned":
        calls.total = event.plan.calls.length;
        break;
      case "call_started":
        calls.begin(event.call, event.total);
        break;
      case "call_finished":
        calls.end(event.call, style.green(`done in ${event.milliseconds} ms`) + (event.note ? ` (${event.note})` : ""));
        break;
      case "call_failed":
        calls.end(event.call, `${style.red("failed:")} ${printable(event.message)}`);
        break;
      case "waiting":
        calls.waits(event.call, event.message);
        break;
      case "observed_again":
        calls.total = event.plan.calls.length;
        terminal.note(`${label}planned again: ${event.message}; ${plural(calls.total, "call")} left`);
        break;
      case "warning":
        terminal.error(`${label}warning: ${event.message}`);
        break;
      case "lock_taken":
        break;
      case "backup_written":
        terminal.note(`${label}Backup: ${event.folder}`);
        break;
      case "check_finished":
        terminal.note(`${label}${checkText(event.result, style)}`);
        break;
      case "rollback_started":
        terminal.error(`\n${label}${style.bold("Rolling back:")} ${event.message}`);
        break;
      case "rollback_finished":
        terminal.error(wentBackText(event, label, style));
        break;
      case "verified":
        if (!event.converged) terminal.error(differsText(event.remaining, style));
        break;
      case "finished":
        calls.stop();
        if (event.outcome === "unchanged" && event.callCount === 0 && !event.message.includes("check")) break;
        if (event.outcome === "converged") verdictOut(`${label}${endedText(event)}`);
        else terminal.error(`\n${style.red(style.bold(`${label}${endedText(event)}`))}`);
    }
  };
}

/** The lines of the calls; the one under way is drawn over while it lasts. */
class CallLines {
  private timer: NodeJS.Timeout | undefined;
  /** Several targets at once write one line a call: what is drawn over would mix. */
  private readonly live: boolean;

  constructor(
    private readonly terminal: Terminal,
    private readonly label: string,
    /** How many calls the run makes. */
    public total: number,
  ) {
    this.live = terminal.interactive && label === "";
  }

  begin(call: Call, total: number): void {
    this.total = total;
    if (!this.live) return;
    const { terminal } = this;
    const began = performance.now();
    const draw = () => {
      const seconds = ((performance.now() - began) / 1000).toFixed(0);
      terminal.draw(this.line(call, terminal.errorStyle.dim(`${seconds} s`)).slice(0, terminal.columns + 8));
    };
    draw();
    this.timer = setInterval(draw, 500);
    this.timer.unref();
  }

  end(call: Call, text: string): void {
    this.stop();
    if (this.live) this.terminal.draw("");
    this.terminal.note(this.line(call, text));
  }

  waits(call: Call, text: string): void {
    if (!this.live) this.terminal.note(this.line(call, text));
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private line(call: Call, text: string): string {
    const { label, total } = this;
    return `${label}${String(call.id).padStart(String(total).length)}/${total}  ${printable(describe(call))}  ${text}`;
  }
}

function checkText({ name, ok, message, milliseconds }: CheckResult, style: Style): string {
  const verdict = ok ? style.green("passed") : style.red("failed");
  return `check ${printable(name)}  ${verdict} in ${milliseconds} ms${ok ? "" : `: ${printable(message)}`}`;
}

function wentBackText(
  { done, partly, message }: Extract<ApplyEvent, { type: "rollback_finished" }>,
  label: string,
  style: Style,
): string {
  const head = done ? "Rolled back" : partly ? "Rolled back in part" : "Not rolled back";
  const text = `${label}${head}: ${message}`;
  return style.bold(done ? text : style.red(text));
}

function differsText(remaining: readonly Change[], style: Style): string {
  const left = remaining.map((change) => ({ ...change, address: formatAddress(change.address) }));
  return `\nWhat still differs:\n${left.length > 0 ? changesText(left as never, style) : "  (no managed value)"}`;
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
