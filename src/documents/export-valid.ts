import { type Document, isMap, isScalar, isSeq, type Node, Scalar } from "yaml";
import { validateDesired } from "../generated/validators.js";
import { type Address, formatAddress } from "../model/address.ts";

/** What no definition can hold, and no state file: XML has no way to write it. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/**
 * Takes out of an exported document what validation would refuse, whatever the server holds: a pool size that is no number,
 * a name or a class that is none. Gives what was taken, as remarks; what is taken out is left alone, also where the document
 * prunes.
 */
export function keepValid(document: Document): string[] {
  const taken: Address[] = [...unwritable(document.contents as Node, [])];
  for (const path of taken) document.deleteIn(path);
  for (;;) {
    const wrong = invalid(document);
    if (wrong.length === 0) break;
    for (const path of wrong) document.deleteIn(path);
    taken.push(...wrong);
  }
  for (const path of taken) leaveAlone(document, path);
  return taken.map((path) => `not managed: ${formatAddress(path)}: a state file cannot say what the server holds`);
}

/** The innermost places that the schema refuses: what stands above them is mostly refused because of them. */
function invalid(document: Document): Address[] {
  if (validateDesired(document.toJS())) return [];
  const paths = (validateDesired.errors ?? []).map(({ instancePath, keyword, params, propertyName }) => {
    const path = instancePath.split("/").slice(1);
    const names = path.map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
    const key =
      keyword === "additionalProperties" ? params["additionalProperty"] : (propertyName ?? params["propertyName"]);
    return typeof key === "string" ? [...names, key] : names;
  });
  const unique = [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
  const inner = unique.filter(
    (path) => !unique.some((other) => other.length > path.length && path.every((name, index) => other[index] === name)),
  );
  // What cannot be taken out would be found again for ever.
  return inner.filter((path) => path.length > 0 && document.hasIn(path));
}

/** Keys and texts with characters that no file may hold. */
function* unwritable(node: Node | null, path: Address): Generator<Address> {
  const bad = (text: unknown) => typeof text === "string" && (FORBIDDEN.test(text) || !text.isWellFormed());
  if (isScalar(node) && bad(node.value)) yield path;
  if (isSeq(node) && node.items.some((item) => isScalar(item) && bad(item.value))) yield path;
  if (!isMap(node)) return;
  for (const pair of node.items) {
    const key = String(isScalar(pair.key) ? pair.key.value : pair.key);
    if (bad(key)) yield [...path, key];
    else yield* unwritable(pair.value as Node | null, [...path, key]);
  }
}

/** Where the document prunes, what was taken out is ignored; where a pattern cannot name it, nothing is pruned. */
function leaveAlone(document: Document, path: Address): void {
  const [kind, name, ...rest] = path;
  if (kind !== "productions" || name === undefined || !document.hasIn(["productions", name, "prune"])) return;
  const prunable = rest[0] === "settings" || (rest[0] === "items" && (rest.length === 2 || rest[2] === "settings"));
  if (!prunable) return;
  if (rest.some((part) => part === "" || FORBIDDEN.test(part) || part.includes("*"))) {
    document.setIn(["productions", name, "prune"], new Scalar(false));
    return;
  }
  const address = formatAddress(["productions", "P", ...rest]).slice("productions.P.".length);
  const pattern = address.replaceAll("${", () => "$${");
  const list = document.getIn(["productions", name, "ignore"]);
  if (isSeq(list)) list.add(document.createNode(pattern));
  else document.setIn(["productions", name, "ignore"], document.createNode([pattern]));
}
