import { type Bundles, buildBundles } from "../../edge/build/bundles.ts";
import { BUCKETS } from "./urls.ts";

let built: Promise<Bundles> | undefined;

/** What is deployed, built once for all test files of a process: packing it takes seconds. */
export function sharedBundles(): Promise<Bundles> {
	built ??= buildBundles({ buckets: BUCKETS });
	return built;
}
