import { openPhoto } from "../../formats/open-photo.ts";
import { checkPixels } from "../../formats/probe.ts";
import { strip } from "../../privacy/strip.ts";
import { verify } from "../../privacy/verify.ts";
import type { Inspector } from "./inspector.ts";

/**
 * Creates the inspector that parses on the calling thread: for browsers, scripts and functions, where
 * nothing else waits. Servers use `createThreadedInspector`.
 *
 * @throws {WidthwiseError} from its functions: see {@link Inspector}
 *
 * @example
 * const inspector = createInspector();
 * const { probe } = await inspector.inspect(bytes, 150e6);
 */
export function createInspector(): Inspector {
	return {
		async inspect(image, maxPixels) {
			const photo = openPhoto(image, (size) => checkPixels(size, maxPixels));
			const probe = photo.probe();
			checkPixels(probe, maxPixels);
			return { probe, pictureBytes: photo.pictureBytes };
		},
		// Imported here, so that bundles that only publish load no reader of metadata.
		readMetadata: async (image) => (await import("../../metadata/read.ts")).readMetadata(image),
		strip,
		verify,
	};
}
