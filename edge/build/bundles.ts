import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuildSettings } from "../settings.ts";
import { buildViewerRequest } from "./cloudfront-function.ts";
import { buildLambda, ORIGIN_REQUEST, VALIDATE } from "./lambda.ts";

/** Where the bundles are written. */
export const DIST: string = fileURLToPath(new URL("../dist/", import.meta.url));

/** Everything that is deployed. */
export type Bundles = {
	/** The CloudFront Function's script. */
	readonly viewerRequest: string;
	/** The Lambda@Edge's zip. */
	readonly originRequest: Uint8Array;
	/** The S3-triggered Lambda's zip. */
	readonly validate: Uint8Array;
};

/** Lambda@Edge refuses a larger zip for an origin-request function, in bytes. */
const MAX_ZIP_BYTES = 50 * 1024 * 1024;

/**
 * Builds what runs on AWS, from the same core as the server.
 *
 * @throws {Error} if a bundle is larger than AWS takes, or the function uses what its runtime lacks
 *
 * @example
 * const { viewerRequest } = await buildBundles({ buckets: DEFAULT_BUCKETS });
 */
export async function buildBundles({ buckets }: BuildSettings): Promise<Bundles> {
	const [viewerRequest, originRequest, validate] = await Promise.all([
		buildViewerRequest(buckets),
		buildLambda(ORIGIN_REQUEST, buckets),
		buildLambda(VALIDATE, buckets),
	]);
	for (const { length } of [originRequest, validate]) {
		if (length > MAX_ZIP_BYTES) throw new Error(`A zip has ${length} bytes: at most 50 MB`);
	}
	return { viewerRequest, originRequest, validate };
}

/**
 * Writes bundles to a folder: `viewer-request.js`, `origin-request.zip`, `validate.zip`.
 *
 * @returns what was written and its size in bytes
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
