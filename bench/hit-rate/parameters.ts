import { DEFAULT_TRACE, type TraceModel } from "../traffic/trace/trace.ts";
import { type CacheSizes, DEFAULT_CACHES } from "./replay.ts";

/** The assumptions about a site, its visitors and the caches. */
export type Parameters = { readonly trace: TraceModel; readonly caches: CacheSizes };

/** The default parameters. */
export const DEFAULT_PARAMETERS: Parameters = { trace: DEFAULT_TRACE, caches: DEFAULT_CACHES };

/** A new value for a parameter. */
export type Change = { readonly name: string; readonly value: number };

/** Sets one parameter. */
type Setter = (parameters: Parameters, value: number) => Parameters;

type Numeric<T> = { [K in keyof T]: T[K] extends number ? K : never }[keyof T];

const ofTrace =
	(key: Numeric<TraceModel>): Setter =>
	(all, value) => ({ ...all, trace: { ...all.trace, [key]: value } });
const ofCaches =
	(key: Numeric<CacheSizes>): Setter =>
	(all, value) => ({ ...all, caches: { ...all.caches, [key]: value } });
const ofAudience =
	(key: Numeric<TraceModel["audience"]>): Setter =>
	(all, value) => {
		const audience = { ...all.trace.audience, [key]: value };
		return { ...all, trace: { ...all.trace, audience } };
	};
/** The share of phones, 0 to 1; the others are desktops. */
const mobileShare: Setter = (all, value) => {
	const audience = { ...all.trace.audience, classes: { mobile: value, desktop: 1 - value } };
	return { ...all, trace: { ...all.trace, audience } };
};

const PARAMETERS: Readonly<Record<string, Setter>> = {
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
 * Returns parameters with one of them changed.
 *
 * @throws {Error} for an unknown name
 *
 * @example
 * withParameter(DEFAULT_PARAMETERS, { name: "zipf", value: 1 }).trace.zipf; // 1
 */
export function withParameter(parameters: Parameters, { name, value }: Change): Parameters {
	const set = PARAMETERS[name];
	if (set) return set(parameters, value);
	throw new Error(`Unknown parameter ${name}: must be one of ${PARAMETER_NAMES.join(", ")}`);
}
