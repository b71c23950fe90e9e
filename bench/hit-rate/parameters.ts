import { type CacheSizes, DEFAULT_CACHES } from "./replay.ts";
import { DEFAULT_TRACE, type TraceModel } from "./trace/trace.ts";

/** All that is assumed of a site, its visitors and the caches. */
export type Parameters = { readonly trace: TraceModel; readonly caches: CacheSizes };

/** The default parameters. */
export const DEFAULT_PARAMETERS: Parameters = { trace: DEFAULT_TRACE, caches: DEFAULT_CACHES };

/** A parameter by its name, with another value. */
export type Change = { readonly name: string; readonly value: number };

/** How one parameter is read and changed. */
type Parameter = {
	readonly get: (parameters: Parameters) => number;
	readonly set: (parameters: Parameters, value: number) => Parameters;
};

type Numeric<T> = { [K in keyof T]: T[K] extends number ? K : never }[keyof T];

const ofTrace = (key: Numeric<TraceModel>): Parameter => ({
	get: ({ trace }) => trace[key],
	set: (all, value) => ({ ...all, trace: { ...all.trace, [key]: value } }),
});
const ofCaches = (key: Numeric<CacheSizes>): Parameter => ({
	get: ({ caches }) => caches[key],
	set: (all, value) => ({ ...all, caches: { ...all.caches, [key]: value } }),
});
const ofAudience = (key: Numeric<TraceModel["audience"]>): Parameter => ({
	get: ({ trace }) => trace.audience[key],
	set: (all, value) => {
		const audience = { ...all.trace.audience, [key]: value };
		return { ...all, trace: { ...all.trace, audience } };
	},
});
/** One device class or page kind against all others, as a share of 0 to 1. */
const mobileShare: Parameter = {
	get: ({ trace }) => {
		const { mobile, desktop } = trace.audience.classes;
		return mobile / (mobile + desktop);
	},
	set: (all, value) => {
		const audience = { ...all.trace.audience, classes: { mobile: value, desktop: 1 - value } };
		return { ...all, trace: { ...all.trace, audience } };
	},
};

const PARAMETERS: Readonly<Record<string, Parameter>> = {
	seed: ofTrace("seed"),
	galleries: ofTrace("galleries"),
	photosPerGallery: ofTrace("photosPerGallery"),
	zipf: ofTrace("zipf"),
	historyDays: ofTrace("historyDays"),
	pageViews: ofTrace("pageViews"),
	days: ofTrace("days"),
	viewsPerVisit: ofTrace("viewsPerVisit"),
	returning: ofTrace("returning"),
	wandering: ofTrace("wandering"),
	halfLifeDays: ofTrace("halfLifeDays"),
	lasting: ofTrace("lasting"),
	pointsOfPresence: ofTrace("pointsOfPresence"),
	webpShare: ofTrace("webpShare"),
	mobileShare,
	portraits: ofAudience("portraits"),
	aspect: ofAudience("aspect"),
	oddShare: ofAudience("oddShare"),
	pointOfPresenceBytes: ofCaches("pointOfPresenceBytes"),
	regionBytes: ofCaches("regionBytes"),
	ttlDays: ofCaches("ttlDays"),
};

/** The names of all parameters that can be set and swept. */
export const PARAMETER_NAMES: readonly string[] = Object.keys(PARAMETERS);

/**
 * Parameters with one of them changed.
 *
 * @throws {Error} for a name there is not
 *
 * @example
 * withParameter(DEFAULT_PARAMETERS, { name: "zipf", value: 1 }).trace.zipf; // 1
 */
export function withParameter(parameters: Parameters, { name, value }: Change): Parameters {
	return parameter(name).set(parameters, value);
}

/**
 * A parameter's value.
 *
 * @throws {Error} for a name there is not
 *
 * @example
 * parameterOf(DEFAULT_PARAMETERS, "zipf"); // 0.8
 */
export function parameterOf(parameters: Parameters, name: string): number {
	return parameter(name).get(parameters);
}

function parameter(name: string): Parameter {
	const found = PARAMETERS[name];
	if (found) return found;
	throw new Error(`There is no parameter ${name}: there are ${PARAMETER_NAMES.join(", ")}`);
}
