import { WidthwiseError } from "../../errors.ts";
import type { Container } from "../container/container.ts";
import { heifContainer } from "../heif/container.ts";
import { HEIC_FORMAT } from "../heif/heif-format.ts";

/**
 * The container of HEIC: HEVC in HEIF, ISO/IEC 23008-12 and 14496-12. It is never stripped, because
 * few browsers show HEIC: what is published is re-encoded.
 */
export const HEIC: Container = heifContainer(HEIC_FORMAT, () => {
	throw new WidthwiseError(
		"unsupported-format",
		"HEIC cannot be stripped without re-encoding it: publish the photo, or resize it to JPEG or WebP",
	);
});
