import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { LiveHtml } from "../report/live.ts";
import type { Word } from "./words.ts";

/** A word with its colour, and more of it under the pointer. */
export function Badge({ word: { text, look, title } }: { readonly word: Word }) {
  return (
    <span class={`badge ${look}`} title={title}>
      {text}
    </span>
  );
}

/** What stands where there is nothing to show. */
export function Nothing({ children }: { readonly children: ComponentChildren }) {
  return <p class="dim empty">{children}</p>;
}

/** HTML of a report, escaped where it was made. What a person has opened, scrolled and chosen stays so when it is new. */
export function Report({
  value,
  busy,
}: {
  readonly value: LiveHtml | undefined;
  /** Items that have just done something. */
  readonly busy?: ReadonlySet<string>;
}) {
  const box = useRef<HTMLDivElement>(null);
  const html = value !== undefined && "html" in value ? value.html : "";
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return;
    const folds = [...current.querySelectorAll("details")].map(({ open }) => open);
    const scrolled = [...current.querySelectorAll(".scroll")].map(({ scrollLeft }) => scrollLeft);
    const focusable = "summary, [tabindex]";
    const focused = [...current.querySelectorAll(focusable)].indexOf(document.activeElement as Element);
    current.innerHTML = html;
    for (const [index, fold] of [...current.querySelectorAll("details")].entries())
      fold.open = folds[index] ?? fold.open;
    for (const [index, part] of [...current.querySelectorAll(".scroll")].entries())
      part.scrollLeft = scrolled[index] ?? 0;
    if (focused >= 0) current.querySelectorAll<HTMLElement>(focusable)[focused]?.focus({ preventScroll: true });
  }, [html]);
  useLayoutEffect(() => {
    for (const title of box.current?.querySelectorAll(".pic g > title") ?? []) {
      const [name = ""] = (title.textContent ?? "").split("\n");
      const ends = name.split(" → ");
      title.parentElement?.classList.toggle(
        "busy",
        ends.every((end) => busy?.has(end.replace(/ \(a guess\)$/, ""))),
      );
    }
  }, [html, busy]);
  if (value === undefined) return <Nothing>Being read …</Nothing>;
  if ("not_known" in value) return <Nothing>Not known: {value.not_known}</Nothing>;
  return <div ref={box} class="report" />;
}
