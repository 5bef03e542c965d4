import type { PlanDocument, ShownChange } from "../generated/plan.ts";

/**
 * Plans in the form of `terraform show -json` (format version 1.2), for the policy and pull-request tools that read that:
 * each change is a resource change. Source: Terraform's documentation, "JSON Output Format", plan representation.
 */
export function terraformJson(document: PlanDocument, version: string): object {
  const changes = document.plans.flatMap((plan) => plan.changes.map((change) => ({ plan, change })));
  return {
    format_version: "1.2",
    terraform_version: "1.5.0",
    planned_values: { root_module: {} },
    resource_changes: changes.map(({ plan, change }) => {
      const { type, name } = typeOf(change);
      const module = [plan.target, plan.namespace]
        .filter((part) => part !== "")
        .join("_")
        .replace(/[^A-Za-z0-9_-]/g, "_");
      return {
        address: `module.${module}.${type}.this[${JSON.stringify(name)}]`,
        module_address: `module.${module}`,
        mode: "managed",
        type,
        name: "this",
        index: name,
        provider_name: "registry.terraform.io/iopctl/iris",
        change: changeOf(change),
      };
    }),
    configuration: {
      provider_config: { iris: { name: "iris", full_name: "registry.terraform.io/iopctl/iris" } },
      root_module: {},
    },
    timestamp: document.created_at,
    applyable: document.plans.some(({ calls }) => calls.length > 0),
    complete: (document.errors ?? []).length === 0,
    errored: (document.errors ?? []).length > 0,
    iopctl: {
      version,
      plans: document.plans.map(({ target, namespace, url, digest, summary }) => ({
        target,
        namespace,
        url,
        digest,
        summary,
      })),
    },
  };
}

function changeOf({ action, before, after, sensitive }: ShownChange): object {
  // A delete and a create have one side only; sensitive values are not here, as Terraform itself leaves them out.
  const value = (side: unknown) => (side === null || side === undefined ? null : { value: sensitive ? null : side });
  const maskOf = (side: unknown) => (side === null || side === undefined ? false : sensitive ? { value: true } : {});
  const [old, now] = [action === "create" ? null : (before ?? ""), action === "delete" ? null : (after ?? "")];
  return {
    actions: [action],
    before: value(old),
    after: value(now),
    after_unknown: {},
    before_sensitive: maskOf(old),
    after_sensitive: maskOf(now),
  };
}

function typeOf({ address }: ShownChange): { type: string; name: string } {
  const kind = /^(default|state|packages|productions|bindings)/.exec(address)?.[1] ?? "other";
  const rest = address.slice(kind.length + 1);
  if (kind === "productions") {
    const type =
      /\.items\.[^.]+(\.settings\.|$)/.test(address) || /\.items\./.test(address)
        ? itemType(address)
        : "iris_production";
    return { type, name: rest };
  }
  const types: Record<string, string> = {
    default: "iris_default",
    state: "iris_state",
    packages: "iris_package",
    bindings: "iris_binding",
  };
  return { type: types[kind] ?? "iris_other", name: rest === "" ? kind : rest };
}

function itemType(address: string): string {
  return /\.items\.("(?:[^"\\]|\\.)*"|[^.]+)\.settings\./.test(address) ? "iris_setting" : "iris_item";
}
