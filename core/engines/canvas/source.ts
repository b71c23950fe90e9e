import type { Probe } from "../../formats/container/container.ts";
import type { Orientation } from "../../formats/exif/exif.ts";
import { asStill } from "../../formats/heif/as-still.ts";
import { AVIF_FORMAT } from "../../formats/heif/heif-format.ts";
import { openPhoto } from "../../formats/open-photo.ts";
import { type ProfiledType, readProfile, withoutProfile } from "../../formats/profile.ts";
import { MAX_KEPT_PROFILE_BYTES, outputProfile } from "../icc-profile.ts";
import { unreadable } from "../outputs.ts";

/** A photo as the browser gets it, and what the browser must not do for us. */
export type BrowserSource = Pick<Probe, "type" | "hasAlpha"> & {
	/** The file, without metadata by which a browser could turn it or convert its colours. */
	readonly bytes: Uint8Array;
	/** How the decoded picture must be turned. */
	readonly orientation: Orientation;
	/** The profile that the outputs get; `null` if their pixels are sRGB. */
	readonly profile: Uint8Array | null;
};

/**
 * Prepares a photo for the browser's decoder. Browsers read EXIF where the probe does not, by which
 * the outputs were measured, and cannot be told in the same way to ignore it; so it is removed. A
 * profile that is kept is removed too: then all browsers decode the numbers as they are.
 *
 * @throws {WidthwiseError} `unreadable-image`
 *
 * @example
 * const { bytes, orientation, profile } = await browserSource(photo);
 */
export async function browserSource(photo: Uint8Array): Promise<BrowserSource> {
	try {
		const open = openPhoto(photo);
		const { type, hasAlpha, orientation } = open.probe();
		// The browser turns AVIF and HEIC, whose orientation is no metadata; a GIF has none.
		if (type === "avif") {
			const bytes = asStill(photo, AVIF_FORMAT);
			return { type, hasAlpha, bytes, orientation: 1, profile: null };
		}
		if (type === "heic" || type === "jxl" || type === "gif") {
			return { type, hasAlpha, bytes: photo, orientation: 1, profile: null };
		}
		const stripped = open.strip(() => new Uint8Array(0));
		const profile = keptProfile(stripped, type);
		const bytes = profile ? withoutProfile(stripped, type) : stripped;
		return { type, hasAlpha, bytes, orientation, profile };
	} catch (error) {
		throw unreadable(error);
	}
}

function keptProfile(bytes: Uint8Array, type: ProfiledType): Uint8Array | null {
	const profile = outputProfile(readProfile(bytes, type), "RGB ");
	return profile && profile.length <= MAX_KEPT_PROFILE_BYTES ? profile : null;
}
