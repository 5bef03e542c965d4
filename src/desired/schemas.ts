import { fitsConfig, fitsDesired } from "../generated/checks.js";
import { validateConfig, validateDesired } from "../generated/validators.js";
import type { Schema } from "./validate.ts";

/** Of state files. */
export const DESIRED: Schema = { fits: fitsDesired, validator: () => validateDesired };
/** Of config files. */
export const CONFIG: Schema = { fits: fitsConfig, validator: () => validateConfig };
