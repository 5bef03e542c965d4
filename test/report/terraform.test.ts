import { describe, expect, it } from "vitest";
import type { PlanDocument } from "../../src/generated/plan.ts";
import { terraformJson } from "../../src/report/terraform-json.ts";

/** What `terraform show -json` (1.11) printed for a created, an updated, a deleted and a sensitive terraform_data. */
const REAL = {
  document: [
    "format_version",
    "terraform_version",
    "planned_values",
    "resource_changes",
    "configuration",
    "timestamp",
    "applyable",
    "complete",
    "errored",
  ],
  resource: ["address", "mode", "type", "name", "provider_name", "change"],
  change: ["actions", "before", "after", "after_unknown", "before_sensitive", "after_sensitive"],
  create: { before: null, before_sensitive: false, after_unknown: expect.any(Object) },
  delete: { after: null, after_sensitive: false, after_unknown: {} },
  sensitive: { after_sensitive: { value: true } },
};

describe("a plan as Terraform's JSON", () => {
  const change = (address: string, action: "create" | "update" | "delete", sensitive = false) => ({
    address,
    action,
    before: action === "create" ? null : "a",
    after: action === "delete" ? null : "b",
    sensitive,
  });
  const document = {
    format_version: "1",
    created_at: "2026-01-01T00:00:00Z",
    plans: [
      {
        target: "prod",
        namespace: "IRISAPP",
        url: "http://x",
        digest: "sha256:1",
        calls: [{}],
        summary: {},
        changes: [
          change("default", "create"),
          change('productions.A.B.items."Old Item"', "delete"),
          change("productions.A.B.items.In.settings.Adapter.Password", "update", true),
          change("productions.A.B.description", "update"),
          change("bindings.Python.X", "delete"),
        ],
      },
    ],
  } as unknown as PlanDocument;
  const plan = terraformJson(document, "0.1.0") as Record<string, unknown> & {
    resource_changes: { address: string; type: string; change: Record<string, unknown> & { actions: string[] } }[];
  };

  it("has every key that Terraform's own output has", () => {
    for (const key of REAL.document) expect(plan).toHaveProperty(key);
    for (const resource of plan.resource_changes) {
      for (const key of REAL.resource) expect(resource).toHaveProperty(key);
      expect(Object.keys(resource.change).sort()).toEqual([...REAL.change].sort());
    }
  });

  it("says create, update and delete as Terraform does, and no secret", () => {
    const [create, remove, sensitive] = plan.resource_changes;
    expect(create?.change).toMatchObject({ actions: ["create"], ...REAL.create, after: { value: "b" } });
    expect(remove?.change).toMatchObject({ actions: ["delete"], ...REAL.delete, before: { value: "a" } });
    expect(sensitive?.change).toMatchObject({ actions: ["update"], ...REAL.sensitive, after: { value: null } });
    expect(plan.resource_changes.map(({ type }) => type)).toEqual([
      "iris_default",
      "iris_item",
      "iris_setting",
      "iris_production",
      "iris_binding",
    ]);
    expect(remove?.address).toBe('module.prod_IRISAPP.iris_item.this["A.B.items.\\"Old Item\\""]');
  });
});
