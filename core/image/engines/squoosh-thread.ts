import type { RawImage } from "../engine.ts";
import { serveJobs } from "./serve-jobs.ts";
import type { SquooshFormat } from "./squoosh-codecs.ts";
import { loadSquoosh } from "./squoosh-codecs.ts";
import { transferables } from "./transferables.ts";

/** What a thread encodes. */
export type SquooshJob = {
	readonly image: RawImage;
	readonly format: SquooshFormat;
	readonly quality: number;
};

const encode = await loadSquoosh();
serveJobs<SquooshJob, Uint8Array>({
	handle: ({ image, format, quality }) => encode(image, format, quality, false),
	transfer: (bytes) => transferables([bytes]),
	isWornOut: () => false,
});
