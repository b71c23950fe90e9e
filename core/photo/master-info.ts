import type { ObjectInfo } from "../store/store.ts";
import type { Size } from "./sizes.ts";

/**
 * The version of publishing. A change that alters the public files of photos (what is left of the
 * original in them, their colours, sizes or encoding) raises it: then servers publish older photos
 * again. Photos that were published before there were versions have 0.
 */
export const PUBLISHING_VERSION = 1;

/** The details of a master, which are stored in its object metadata. */
export type MasterInfo = Size & {
	/**
	 * Whether our encoder wrote its pixels. Otherwise they are untrusted, and only WebAssembly may
	 * decode them.
	 */
	readonly encodedByUs: boolean;
	/** The widths of its mezzanines, in pixels. */
	readonly mezzanines: readonly number[];
	/** The {@link PUBLISHING_VERSION} that made it. */
	readonly version: number;
};

/**
 * Formats the details of a master as object metadata; {@link readMasterInfo} reads them back.
 *
 * @example
 * masterMetadata({ width: 600, height: 400, encodedByUs: true, mezzanines: [600], version: 1 });
 */
export function masterMetadata(info: MasterInfo): Readonly<Record<string, string>> {
	return {
		width: String(info.width),
		height: String(info.height),
		"encoded-by-us": String(info.encodedByUs),
		mezzanines: info.mezzanines.join(","),
		version: String(info.version),
	};
}

/**
 * Reads the details of a master from its object metadata.
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
		version: Number(metadata.version ?? 0),
	};
}
