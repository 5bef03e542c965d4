import { describe, expect, it } from "vitest";
import { shownPlan } from "../../src/documents/plan-json.ts";
import type { DesiredItem, DesiredState } from "../../src/model/desired.ts";
import type { ObservedState } from "../../src/model/observed.ts";
import { basisOf } from "../../src/planner/basis.ts";
import { plan } from "../../src/planner/plan.ts";
import { planText } from "../../src/report/plan-text.ts";
import { createStyle } from "../../src/report/style.ts";
import { packageOf } from "../helpers/worlds.ts";

const text = (value: string, sensitive = false) => ({ text: value, sensitive });
const item = (name: string, classname: string, settings: [string, string][] = []) => ({
  name,
  attributes: { classname, pool_size: "1", enabled: "true" },
  settings: settings.map(([setting, value]) => ({ target: "Host", name: setting, value, extra: [] })),
  extra: [],
});

const desired: DesiredState = {
  namespace: "IRISAPP",
  default: "Demo.Production",
  state: "running",
  packages: [packageOf("demo", "new")],
  productions: [
    {
      name: "Demo.Production",
      prune: false,
      attributes: { description: text("Order intake") },
      settings: undefined,
      items: new Map<string, DesiredItem | "absent">([
        [
          "In",
          {
            attributes: { pool_size: text("2") },
            settings: new Map([
              [
                "Host",
                new Map([
                  ["Password", text("s3cr3t-value", true)],
                  ["%settings", text("a=1\nb=3\nc=4\n")],
                ]),
              ],
            ]),
          },
        ],
        [
          "New Item",
          {
            attributes: { classname: text("EnsLib.File.PassthroughService"), comment: text("") },
            settings: new Map([["Adapter", new Map([["FilePath", text("/in")]])]]),
          },
        ],
        ["Gone", "absent"],
      ]),
      ignore: [],
    },
  ],
  bindings: { present: [], absent: ["Python.Wrong"], prune: "none", keep: [] },
};

const observed: ObservedState = {
  default: "",
  status: { production: "Demo.Production", status: "running" },
  bindings: [
    {
      className: "Python.Service",
      super: "IOP.BusinessService",
      module: "demo_parts",
      pythonClass: "S",
      classpaths: "/opt/demo",
      usedBy: [{ production: "Demo.Production", item: "In" }],
    },
    {
      className: "Python.Operation",
      super: "IOP.BusinessOperation",
      module: "demo_parts",
      pythonClass: "O",
      classpaths: "/opt/demo",
      usedBy: [{ production: "Demo.Production", item: "Out" }],
    },
    {
      className: "Python.Wrong",
      super: "IOP.BusinessOperation",
      module: "wrong",
      pythonClass: "W",
      classpaths: "/opt/x",
      usedBy: [{ production: "Demo.Production", item: "Gone" }],
    },
  ],
  productions: new Map([
    [
      "Demo.Production",
      {
        name: "Demo.Production",
        attributes: {},
        settings: [],
        items: [
          item("In", "Python.Service", [
            ["Password", "old-one"],
            ["%settings", "a=1\nb=2"],
          ]),
          item("Out", "Python.Operation"),
          item("Gone", "Python.Wrong"),
        ],
        extra: [],
      },
    ],
  ]),
  git: new Map(),
};

function shown(wanted: DesiredState, found: ObservedState) {
  const basis = basisOf(wanted, found, () => true);
  return shownPlan(plan(wanted, found), { target: "dev", url: "http://localhost:52773" }, basis, {
    bytes: Buffer.alloc(16),
  });
}

describe("a plan for people", () => {
  it("shows changes, calls and verdicts; secrets never", async () => {
    const out = planText(shown(desired, observed), createStyle(false));
    await expect(out).toMatchFileSnapshot("../golden/plan.txt");
    expect(out).not.toContain("s3cr3t-value");
    expect(out).not.toContain("old-one");
  });

  it("says when there is nothing to do", async () => {
    const nothing = { namespace: "USER", packages: [], productions: [] };
    const out = planText(shown(nothing, { productions: new Map(), git: new Map() }), createStyle(false));
    await expect(out).toMatchFileSnapshot("../golden/plan-empty.txt");
  });

  it("as JSON it holds no file text and no secret, nor a digest that a secret could be guessed from", async () => {
    const json = JSON.stringify(shown(desired, observed), null, 2);
    await expect(`${json}\n`).toMatchFileSnapshot("../golden/plan.json");
    expect(json).not.toContain("s3cr3t-value");
    expect(json).not.toContain("class S(BusinessService)");
    const other = structuredClone(desired) as DesiredState;
    const settings = other.productions[0]?.items?.get("In");
    if (settings === undefined || settings === "absent") throw new Error("no item");
    (settings.settings.get("Host") as Map<string, object>).set("Password", text("another-value", true));
    const [a, b] = [shown(desired, observed), shown(other, observed)];
    expect(b.calls).toEqual(a.calls);
    expect(b.desired_digest).not.toBe(a.desired_digest);
  });
});
