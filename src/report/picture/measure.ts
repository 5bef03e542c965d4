/** How wide texts are, as far as that can be known without a browser: system fonts differ by a few percent. */

const NARROW = /[fijlrtI1.,:;'|!()[\]{} -]/;
const WIDE = /[mwMW@%—…]/;
/** East Asian scripts and pictographs take a whole em. */
const FULL = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f000}-\u{1faff}]/u;

/** In pixels, of a sans-serif font of this size. */
export function widthOf(text: string, size: number): number {
  let ems = 0;
  for (const char of text)
    ems += FULL.test(char)
      ? 1.05
      : NARROW.test(char)
        ? 0.36
        : WIDE.test(char)
          ? 0.92
          : /[A-Z]/.test(char)
            ? 0.68
            : 0.58;
  return ems * size;
}

/** As much of a text as fits; what is cut is marked. `left`: what is cut stands at the left, as of a class's package. */
export function fitted(text: string, size: number, width: number, cut: "left" | "right" = "right"): string {
  if (widthOf(text, size) <= width) return text;
  const chars = [...text];
  const room = width - widthOf("…", size);
  let used = 0;
  let count = 0;
  const ordered = cut === "left" ? [...chars].reverse() : chars;
  for (const char of ordered) {
    used += widthOf(char, size);
    if (used > room) break;
    count += 1;
  }
  if (cut === "right") return `${chars.slice(0, count).join("")}…`;
  const rest = chars.slice(chars.length - count).join("");
  // Of a class's name whole packages go, where at least two parts of it are left.
  const whole = /^[^.]*\.(.+\..+)$/.exec(rest)?.[1];
  return `…${whole ?? rest.replace(/^\.+/, "")}`;
}
