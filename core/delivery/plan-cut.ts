import { predictRender, type SourceFacts } from "../cost/cost.ts";
import { costsOf } from "../cost/engine-costs.ts";
import type { Engine, Output } from "../engines/engine.ts";
import { INPUT_FORMATS } from "../formats/tables/input.ts";
import { outputFormat } from "../formats/tables/output.ts";
import { type MasterInfo, readMasterInfo } from "../photo/master-info.ts";
import { cutSize, sufficientMezzanine } from "../photo/sizes.ts";
import type { ObjectInfo } from "../store/store.ts";
import { masterKey, mezzanineKey } from "../url/keys.ts";
import type { Cut } from "../url/variant.ts";
import type { Qualities } from "./check-options.ts";
import type { Engines } from "./cut-engines.ts";
import type { CutLane } from "./cut-lanes.ts";

/** A variant to cut, its source and the engine. */
export type CutJob = {
	readonly photoId: string;
	readonly cut: Cut;
	/** The version that made the master. */
	readonly version: number;
	readonly sourceKey: string;
	readonly lane: CutLane;
	readonly engine: Engine;
	readonly output: Output;
	/** Predicted seconds of processor time. */
	readonly seconds: number;
};

/** How cuts are planned. */
export type CutOptions = {
	readonly engines: Engines;
	readonly quality: Qualities;
	/** Whether the fast engine cannot make it: a JPEG of a transparent picture. Default: false. */
	readonly needsAny?: boolean | undefined;
};

/**
 * Plans the cut of a variant from the smallest sufficient source, and predicts what it takes.
 *
 * @param master the info of the photo's master
 *
 * @example
 * const job = planCut(photoId, master, { bucket: 416, format: "webp" }, { engines, quality: {} });
 */
export function planCut(
	photoId: string,
	master: ObjectInfo,
	cut: Cut,
	{ engines, quality, needsAny = false }: CutOptions,
): CutJob {
	const { format } = cut;
	const info = readMasterInfo(master);
	const size = cutSize(info, cut.bucket);
	const mezzanine = sufficientMezzanine(info.mezzanines, size.width);
	const isOurs = mezzanine !== null || info.encodedByUs;
	const isOwn = isOurs && !needsAny && engines.own.encodes.includes(format);
	const plain = isOwn ? engines.own : engines.any;
	const engine = format === "avif" ? (engines.avif ?? plain) : plain;
	const source = mezzanine === null ? masterFacts(master, info) : mezzanineFacts(info, mezzanine);
	return {
		photoId,
		cut,
		version: info.version,
		sourceKey: mezzanine === null ? masterKey(photoId) : mezzanineKey(photoId, mezzanine),
		lane: format === "avif" ? "avif" : isOwn ? "own" : "any",
		engine,
		output: { ...size, format, quality: quality[format] ?? outputFormat(format).quality },
		seconds: predictRender(source, [{ ...size, format }], costsOf(engine)).seconds,
	};
}

/** A master that kept its compressed pixels may be progressive: that is not recorded. */
function masterFacts({ contentType }: ObjectInfo, info: MasterInfo): SourceFacts {
	const format = INPUT_FORMATS.find((row) => row.contentType === contentType);
	const { width, height } = info;
	return { type: format?.type ?? "jpeg", width, height, isProgressive: !info.encodedByUs };
}

function mezzanineFacts(info: MasterInfo, width: number): SourceFacts {
	return { type: "jpeg", ...cutSize(info, width) };
}
