// `npm run build:edge`: builds the functions for AWS into edge/dist and prints their sizes.
// `npm run build:edge -- --also 320,640` makes Lambdas that accept other widths too.
import { WidthwiseError } from "widthwise";
import { DIST } from "../dist-folder.ts";
import { readBuildSettings } from "../settings.ts";
import { readOtherWidths } from "./accepted-widths.ts";
import { buildBundles, writeBundles } from "./bundles.ts";

try {
	const otherWidths = readOtherWidths(process.argv.slice(2));
	const bundles = await buildBundles({ ...readBuildSettings(), otherWidths });
	for (const { name, bytes } of await writeBundles(bundles, DIST)) {
		console.log(`edge/dist/${name.padEnd(20)}${String(bytes).padStart(9)} bytes`);
	}
} catch (error) {
	if (!(error instanceof WidthwiseError)) throw error;
	console.error(error.message);
	process.exitCode = 1;
}
