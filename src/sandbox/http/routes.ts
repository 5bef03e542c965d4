import { RULES } from "../rules/routes.ts";
import type { Rule, RuleRequest } from "../rules/rule.ts";
import type { Instance } from "./instance.ts";
import { testRoute } from "./test-route.ts";

/**
 * All routes, by path and method. Finding one is a look-up in this table: no path has parameters, so that a library for
 * routing would be one more dependency in the place of one line.
 */
export const ROUTES: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  ...Object.fromEntries(Object.entries(RULES).map(([path, methods]) => [path, routesOf(methods)])),
  "/test": { POST: { body: "required", run: testRoute } },
};

/** A rule with a server around it. */
export interface Route extends Pick<Rule, "body" | "namespace" | "before"> {
  /** Gives the JSON of a success, of `/migrate` text. Rejects with what the server answers as an error. */
  readonly run: (instance: Instance, request: RuleRequest) => Promise<unknown>;
}

function routesOf(methods: Readonly<Record<string, Rule>>): Record<string, Route> {
  return Object.fromEntries(
    Object.entries(methods).map(([method, rule]) => [
      method,
      { ...rule, run: async (instance, request) => instance.follow(rule.run(request), request.namespace) },
    ]),
  );
}
