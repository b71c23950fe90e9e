import type { ObjectInfo } from "../store/store.ts";
import type { Size } from "./sizes.ts";

/** What the object metadata of a master records. */
export type MasterInfo = Size & {
	/**
	 * Whether our encoder wrote its pixels. If not, they are untrusted and only WebAssembly decodes
	 * them.
	 */
	readonly encodedByUs: boolean;
	/** Widths in pixels of the mezzanines beside it. */
	readonly mezzanines: readonly number[];
};

/**
 * Formats the information about a master as object metadata; {@link readMasterInfo} reads them
 * back.
 *
 * @example
 * masterMetadata({ width: 600, height: 400, encodedByUs: true, mezzanines: [600] });
 */
export function masterMetadata(info: MasterInfo): Readonly<Record<string, string>> {
	return {
		width: String(info.width),
		height: String(info.height),
		"encoded-by-us": String(info.encodedByUs),
		mezzanines: info.mezzanines.join(","),
	};
}

/**
 * Reads the information about a master from its object metadata.
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
