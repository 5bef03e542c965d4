/** What a call disturbs of what runs, the least first. */
export type Disruption = "none" | "component" | "production";
/** From the least to the most. */
export const DISRUPTIONS: readonly Disruption[] = ["none", "component", "production"];

/** The one that disturbs more. */
export function worseDisruption(a: Disruption, b: Disruption): Disruption {
  return DISRUPTIONS.indexOf(a) >= DISRUPTIONS.indexOf(b) ? a : b;
}
