/**
 * What the Python process says is read as what a stranger says: whatever runs in it may have written the answer. Each
 * answer has the shape that its method promises, or it is none.
 */
type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isTruth: Check = (value) => typeof value === "boolean";
const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const mapOf =
  (check: Check): Check =>
  (value) =>
    isRecord(value) && Object.values(value).every(check);
const either =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));
const optional = (check: Check): Check => either((value) => value === undefined, check);
/** The fields that must be there and right; more may be. */
const shape =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isRecord(value) &&
    Object.entries(fields).every(([name, check]) => check(Object.hasOwn(value, name) ? value[name] : undefined));

const isNull: Check = (value) => value === null;
const isDefinition: Check = (value) => isRecord(value) && optional(listOf(isRecord))(value["Item"]);
const log = listOf(shape({ type: isText, item: isText, class: isText, method: isText, text: isText }));
const binding = shape({
  class: isText,
  super: isText,
  module: isText,
  classname: isText,
  classpaths: isText,
  adapter: optional(isText),
  targets: optional(mapOf(isText)),
  settings: optional(listOf(isText)),
});
const step = either(
  shape({ binding }),
  shape({ unbind: isText }),
  shape({ production: isText, definition: isDefinition }),
);

const field = shape({ name: isText, type: isText, default: isText });

const ANSWERS: Readonly<Record<string, Check>> = {
  configure: isRecord,
  connections: shape({ items: mapOf(shape({ targets: listOf(isText), warnings: listOf(isText) })) }),
  messages: shape({ items: mapOf(listOf(shape({ classname: isText, fields: listOf(field) }))) }),
  migrate: shape({ steps: listOf(step), error: either(isNull, isText), printed: isText, files: mapOf(isText) }),
  files: shape({ files: mapOf(isText) }),
  sync: shape({ log, polls: mapOf(isNumber) }),
  poll: shape({ log, queued: mapOf(isNumber), more: isTruth }),
  drain: shape({ log, queued: mapOf(isNumber), more: isTruth }),
  test: shape({ answer: either(isNull, isRecord), error: either(isNull, isText), log, queued: mapOf(isNumber) }),
};

const texts = optional(listOf(isText));
const truth = optional(isTruth);

/** What any answer may tell beside: modules that stand-ins replace, what components write to the console */
interface Told {
  readonly missing?: readonly string[];
  readonly said?: readonly string[];
  /** Whether authors' code changed files of the server. */
  readonly touched?: boolean;
}

/** undefined: it is no answer to that method. */
export function readAnswer(method: string, text: string): (Readonly<Record<string, unknown>> & Told) | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const check = ANSWERS[method] ?? isRecord;
    const told = (given: Record<string, unknown>) =>
      texts(given["missing"]) && texts(given["said"]) && truth(given["touched"]);
    return isRecord(value) && check(value) && told(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
