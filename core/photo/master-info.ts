import type { ObjectInfo } from "../store/store.ts";
import type { Size } from "./sizes.ts";

/** What a master's object metadata says of it. */
export type MasterInfo = Size & {
	/** Whether our encoder wrote its pixels; if not, they are a stranger's and only WASM decodes them. */
	readonly encodedByUs: boolean;
	/** Widths in pixels of the mezzanines beside it. */
	readonly mezzanines: readonly number[];
};

/**
 * A master's facts as object metadata; {@link readMasterInfo} reads them back.
 *
 * @example
 * masterMetadata({ width: 600, height: 400, encodedByUs: true, mezzanines: [600] });
 */
export function masterMetadata(facts: MasterInfo): Readonly<Record<string, string>> {
	return {
		width: String(facts.width),
		height: String(facts.height),
		"encoded-by-us": String(facts.encodedByUs),
		mezzanines: facts.mezzanines.join(","),
	};
}

/**
 * The facts of a master, from its object's metadata.
 *
 * @example
 * const info = await store.head(masterKey(photoId));
 * if (info) readMasterInfo(info).width; // 2560
 */
export function readMasterInfo({ metadata }: ObjectInfo): MasterInfo {
	return {
		width: Number(metadata.width),
		height: Number(metadata.height),
		encodedByUs: metadata["encoded-by-us"] === "true",
		mezzanines: (metadata.mezzanines ?? "").split(",").map(Number),
	};
}
