import { ApiError } from "../api/error.ts";
import type { Target } from "../config/target.ts";
import type { Span, SpanAttributes, SpanEnd } from "../model/trace.ts";
import { endingOf } from "./ending.ts";
import type { World } from "./world.ts";

/** Does one step of a target's run as a span of its own, below the target's; does just that where nobody traces. */
export function traced<T>(
  { tracer }: Pick<World, "tracer">,
  name: string,
  target: Pick<Target, "name" | "url" | "namespace">,
  work: () => Promise<T>,
  ended?: (result: T) => SpanEnd,
): Promise<T> {
  if (tracer === undefined) return work();
  const attributes = attributesOf(target);
  const targetSpan: Span = { name: `target ${target.name}`.trim(), attributes };
  return tracer.span({ name, attributes }, work, { target: targetSpan, ...(ended === undefined ? {} : { ended }) });
}

function attributesOf({ name, url, namespace }: Pick<Target, "name" | "url" | "namespace">): SpanAttributes {
  return { "iopctl.target": name, "iopctl.namespace": namespace, ...serverOf(url) };
}

/** Host and port; of an embedded sandbox neither. An address may hold credentials, so that it is never told whole. */
export function serverOf(url: string): SpanAttributes {
  if (!/^https?:/.test(url) || !URL.canParse(url)) return {};
  const { hostname, port, protocol } = new URL(url);
  return {
    "server.address": hostname.replace(/^\[|\]$/g, ""),
    "server.port": port === "" ? (protocol === "https:" ? 443 : 80) : Number(port),
  };
}

/** A word for what went wrong. */
export function errorWord(error: unknown): string {
  return error instanceof ApiError ? error.kind : endingOf(error);
}
