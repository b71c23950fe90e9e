import { checkPart } from "../arguments/check-part.ts";
import { WidthwiseError } from "../errors.ts";
import { checkStore } from "../store/check-store.ts";
import type { ImageHandlerOptions } from "./image-handler-options.ts";

/** The least value of each number among the options. */
const NUMBERS = [
	["cacheBytes", 0],
	["concurrency", 1],
	["revalidateSeconds", 0],
	["maxOriginalBytes", 1],
	["maxPixels", 1],
] as const;

/**
 * Checks the options of a handler, except its engines; `createDelivery` and `createVariants` check
 * buckets, formats and qualities.
 *
 * @throws {WidthwiseError} `invalid-argument` for a store, source or grammar that is none;
 *   `misconfigured` for a number out of range
 *
 * @example
 * checkHandlerOptions({ store, engine, concurrency: 4 });
 */
export function checkHandlerOptions(options: ImageHandlerOptions): void {
	checkStore(options.store);
	const { source, urls } = options;
	if (source !== undefined) {
		const maker = "createFolderSource() from widthwise/source/folder";
		checkPart(source, ["find"], `source must be a source, such as ${maker}`);
	}
	if (urls !== undefined) {
		checkPart(urls, ["parse", "format"], 'urls must be made by urlGrammar({ prefix: "/images/" })');
	}
	for (const [name, min] of NUMBERS) checkWhole(name, options[name], min);
}

function checkWhole(name: string, value: number | undefined, min: number): void {
	if (value === undefined || (Number.isSafeInteger(value) && value >= min)) return;
	const message = `${name} must be a whole number of at least ${min}; got ${value}`;
	throw new WidthwiseError("misconfigured", message);
}
