import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Bundles, buildBundles, writeBundles } from "../../edge/build/bundles.ts";
import { makeTiedFolder } from "../services/tied-process.ts";
import { BUCKETS } from "./urls.ts";

/** Builds the bundles for the table of URLs; `url` is the folder of their files. */
export async function makeBundles(): Promise<{ readonly url: string }> {
	const { path } = await makeTiedFolder("bundles");
	await writeBundles(await buildBundles({ buckets: BUCKETS }), path);
	return { url: path };
}

/** The bundles in the folder that {@link makeBundles} returned. */
export async function bundlesIn(folder: string): Promise<Bundles> {
	const bytesOf = async (name: string) => new Uint8Array(await readFile(join(folder, name)));
	return {
		viewerRequest: await readFile(join(folder, "viewer-request.js"), "utf8"),
		originRequest: await bytesOf("origin-request.zip"),
		validate: await bytesOf("validate.zip"),
	};
}
