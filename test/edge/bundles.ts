import { type Bundles, buildBundles } from "../../edge/build/bundles.ts";
import { BUCKETS } from "./urls.ts";

let built: Promise<Bundles> | undefined;

/** The bundles, built once for all test files of a process, because building takes seconds. */
export function sharedBundles(): Promise<Bundles> {
	built ??= buildBundles({ buckets: BUCKETS });
	return built;
}
