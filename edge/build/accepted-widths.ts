import { parseArgs } from "node:util";
import { WidthwiseError } from "widthwise";
import { parseBuckets, type WidthBuckets } from "widthwise/url";

/**
 * Reads the widths that the Lambdas accept besides those that are built in: `--also 320,640`. The
 * function and the Lambda of a distribution change at different times, so a Lambda that knows only one
 * list would refuse the other's variants meanwhile. A stranger can cut no width outside the two.
 *
 * @returns pixels, ascending; empty without the argument
 * @throws {WidthwiseError} `misconfigured` for other arguments or an invalid list
 *
 * @example
 * readOtherWidths(["--also", "320,640"]); // [320, 640]
 */
export function readOtherWidths(args: readonly string[]): WidthBuckets {
	const also = readArgument(args);
	if (also === undefined) return [];
	const widths = parseBuckets(also);
	if (widths.ok) return widths.value;
	throw new WidthwiseError("misconfigured", `--also: ${widths.message}`);
}

/**
 * Joins two lists of widths.
 *
 * @example
 * joinWidths([320, 640], [480, 640]); // [320, 480, 640]
 */
export function joinWidths(one: WidthBuckets, other: WidthBuckets): WidthBuckets {
	return [...new Set([...one, ...other])].sort((a, b) => a - b);
}

function readArgument(args: readonly string[]): string | undefined {
	try {
		const options = { also: { type: "string" }, "until-stdin-ends": { type: "boolean" } } as const;
		return parseArgs({ args: [...args], options }).values.also;
	} catch (cause) {
		const message = "The only argument is a list of widths: npm run build:edge -- --also 320,640";
		throw new WidthwiseError("misconfigured", message, { cause });
	}
}
