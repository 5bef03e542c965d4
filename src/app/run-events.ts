import { type EventPlace, eventJson } from "../documents/event-json.ts";
import type { ApplyEvent } from "../model/event.ts";
import type { Run } from "../store/runs.ts";
import type { NamespacePlan } from "./plan.ts";

/** Is told of every event, and where in the run it belongs. */
export type EventListener = (event: ApplyEvent, place: EventPlace) => void;

/** Takes the events of a run, in their order. */
export type Emit = ((event: ApplyEvent) => void) & { readonly into: (run: Run) => void };

/**
 * Where events go: to the run's folder, as soon as there is one (`into`), and to who listens. `id`: of the run; `now`: the
 * clock, milliseconds since 1970.
 */
export function emitter(
  { shown }: NamespacePlan,
  id: string,
  now: () => number,
  onEvent: EventListener | undefined,
): Emit {
  let sequence = 0;
  let run: Run | undefined;
  const early: string[] = [];
  const emit = (event: ApplyEvent) => {
    sequence += 1;
    const place = { run: id, sequence, time: new Date(now()) };
    const line = `${JSON.stringify(eventJson(event, shown, place))}\n`;
    if (run) run.event(line);
    else early.push(line);
    onEvent?.(event, place);
  };
  const into = (folder: Run) => {
    run = folder;
    for (const line of early) folder.event(line);
  };
  return Object.assign(emit, { into });
}
