import { fitsConfig, fitsDesired } from "../generated/checks.js";
import { validateConfig, validateDesired } from "../generated/validators.js";
import type { Schema } from "./validate.ts";

export const DESIRED: Schema = { fits: fitsDesired, validator: () => validateDesired };
export const CONFIG: Schema = { fits: fitsConfig, validator: () => validateConfig };
