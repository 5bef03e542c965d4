import type {
  DesiredItem,
  DesiredProduction,
  DesiredState,
  DesiredText,
  PresentPackage,
} from "../../src/model/desired.ts";
import { releaseClass } from "../../src/model/names.ts";
import type { Binding, ObservedState } from "../../src/model/observed.ts";
import type { Item, Production, Setting } from "../../src/model/production.ts";
import { digestOfName } from "../../src/model/provided.ts";
import { releaseModule } from "../../src/model/record.ts";

/** Plain data of both sides, said as shortly as tests need it: what is left out is not there. */

export const text = (value: string): DesiredText => ({ text: value, sensitive: false });
export const secret = (value: string): DesiredText => ({ text: value, sensitive: true });
export const unasked = (source: string): DesiredText => ({ text: source, sensitive: true, unknown: true });

export function desiredOf(parts: Partial<DesiredState> = {}): DesiredState {
  return { namespace: "USER", packages: [], productions: [], ...parts };
}

export function observedOf(parts: Partial<ObservedState> = {}): ObservedState {
  return { productions: new Map(), git: new Map(), ...parts };
}

export function productionsOf(...productions: readonly Production[]): Map<string, Production> {
  return new Map(productions.map((production) => [production.name, production]));
}

type Texts = Readonly<Record<string, string | DesiredText>>;
const asText = (value: string | DesiredText) => (typeof value === "string" ? text(value) : value);
const texts = (values: Texts) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, asText(value)]));

interface WantedItem {
  readonly attributes?: Texts;
  readonly settings?: Readonly<Record<string, Texts>>;
}

/** A production of the files; `items` by name. */
export function wantedOf(
  name: string,
  {
    attributes = {},
    settings,
    items,
    ...rest
  }: {
    readonly attributes?: Texts;
    readonly settings?: Texts;
    readonly items?: Readonly<Record<string, WantedItem | "absent">>;
    readonly prune?: boolean;
    readonly ignore?: readonly (readonly string[])[];
  } = {},
): DesiredProduction {
  const item = ({ attributes: own = {}, settings: inner = {} }: WantedItem): DesiredItem => ({
    attributes: texts(own),
    settings: new Map(
      Object.entries(inner).map(([target, values]) => [target, new Map(Object.entries(texts(values)))]),
    ),
  });
  return {
    name,
    prune: false,
    ignore: [],
    attributes: texts(attributes),
    settings: settings === undefined ? undefined : new Map(Object.entries(texts(settings))),
    items:
      items === undefined
        ? undefined
        : new Map(Object.entries(items).map(([key, one]) => [key, one === "absent" ? one : item(one)])),
    ...rest,
  };
}

/** A definition as a server has it. */
export function productionOf(name: string, parts: Partial<Omit<Production, "name">> = {}): Production {
  return { name, attributes: {}, settings: [], items: [], extra: [], ...parts };
}

export function itemOf(name: string, classname: string, parts: Partial<Omit<Item, "name">> = {}): Item {
  const { attributes = {}, ...rest } = parts;
  return { name, attributes: { classname, pool_size: "1", ...attributes }, settings: [], extra: [], ...rest };
}

export function settingOf(target: string | undefined, name: string, value: string): Setting {
  return { target, name, value, extra: [] };
}

export function bindingOf(className: string, classpaths = "/irisdev/hand", parts: Partial<Binding> = {}): Binding {
  const last = className.split(".").at(-1) as string;
  return {
    className,
    super: "IOP.BusinessOperation",
    module: "by_hand",
    pythonClass: last,
    classpaths,
    usedBy: [],
    ...parts,
  };
}

/** The record of a deployed release; `provided`: the classes that it lists, `all`: and no others. */
export function recordOf(
  pack: PresentPackage,
  classpaths: string,
  { commit, provided, directories = "" }: { commit?: string; provided?: readonly string[]; directories?: string } = {},
): Binding {
  const { name, digest, code } = pack;
  const className = releaseClass(name);
  const entries = provided === undefined ? undefined : provided.map((one) => `x${digestOfName(one)}`).join("");
  return bindingOf(className, classpaths, {
    module: releaseModule({ className, digest, code, commit }),
    pythonClass: entries === undefined ? "Release" : `Release_${directories}_${entries}`,
  });
}
