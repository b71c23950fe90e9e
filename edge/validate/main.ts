import type { Engine } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";
import { openPublicStore } from "../public-store.ts";
import { createLightS3Store } from "../s3/light-store.ts";
import type { PhotoReport } from "./report.ts";
import { readValidateSettings } from "./settings.ts";
import { createValidate } from "./validate.ts";

const settings = readValidateSettings();
const { media, publicStore, maxPixels } = settings;

/** The time reserved for the verdict if a photo times out, in milliseconds. */
const VERDICT_MS = 5_000;

let engine: Engine | undefined;

/**
 * The handler that Lambda calls; see {@link createValidate}. Photos are decoded on a separate thread, so
 * that a photo that hangs times out early enough to write its verdict.
 */
export async function handler(
	event: unknown,
	context: { getRemainingTimeInMillis(): number },
): Promise<void> {
	const timeoutMs = Math.max(VERDICT_MS, context.getRemainingTimeInMillis() - VERDICT_MS);
	engine ??= createVipsEngine({ threads: 1, maxPixels, timeoutMs });
	const validate = createValidate({
		...settings,
		location: media,
		media: createLightS3Store(media),
		publicStore: openPublicStore(publicStore),
		engine,
		report,
	});
	await validate(event);
}

/** One line for each photo, which Logs Insights reads as JSON. */
function report(photo: PhotoReport): void {
	const print = photo.outcome === "failed" ? console.error : console.log;
	print(JSON.stringify(photo));
}
