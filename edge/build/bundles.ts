import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { WidthBuckets } from "widthwise";
import type { BuildSettings } from "../settings.ts";
import { joinWidths } from "./accepted-widths.ts";
import { buildViewerRequest } from "./cloudfront-function.ts";
import { buildLambda, ORIGIN_REQUEST, VALIDATE } from "./lambda.ts";

/** The bundles to deploy. */
export type Bundles = {
	/** The CloudFront Function's script. */
	readonly viewerRequest: string;
	/** The zip for Lambda@Edge. */
	readonly originRequest: Uint8Array;
	/** The zip for the Lambda that S3 events invoke. */
	readonly validate: Uint8Array;
};

/** Lambda@Edge's limit for the zip of an origin-request function, in bytes. */
const MAX_ZIP_BYTES = 50 * 1024 * 1024;

/**
 * Builds the functions for AWS, from the same core as the server.
 *
 * @throws {Error} if a bundle exceeds AWS's limits, or the function uses what its runtime lacks
 *
 * @example
 * const { viewerRequest } = await buildBundles({ buckets: DEFAULT_BUCKETS });
 */
export async function buildBundles({
	buckets,
	otherWidths = [],
}: BuildSettings & {
	/** Widths that the Lambda accepts, too, in pixels: those of a function before or after this one. */
	readonly otherWidths?: WidthBuckets;
}): Promise<Bundles> {
	const [viewerRequest, originRequest, validate] = await Promise.all([
		buildViewerRequest(buckets),
		buildLambda(ORIGIN_REQUEST, joinWidths(buckets, otherWidths)),
		buildLambda(VALIDATE, buckets),
	]);
	for (const { length } of [originRequest, validate]) {
		if (length > MAX_ZIP_BYTES) {
			throw new Error(`A zip has ${length} bytes: at most ${MAX_ZIP_BYTES} are allowed`);
		}
	}
	return { viewerRequest, originRequest, validate };
}

/**
 * Writes bundles to a folder: `viewer-request.js`, `origin-request.zip`, `validate.zip`.
 *
 * @returns the written files with their sizes in bytes
 *
 * @example
 * await writeBundles(await buildBundles(readBuildSettings()), DIST);
 */
export async function writeBundles(
	bundles: Bundles,
	folder: string,
): Promise<readonly { readonly name: string; readonly bytes: number }[]> {
	const files = [
		{ name: "viewer-request.js", content: new TextEncoder().encode(bundles.viewerRequest) },
		{ name: "origin-request.zip", content: bundles.originRequest },
		{ name: "validate.zip", content: bundles.validate },
	];
	await mkdir(folder, { recursive: true });
	for (const { name, content } of files) await writeFile(join(folder, name), content);
	return files.map(({ name, content }) => ({ name, bytes: content.length }));
}
