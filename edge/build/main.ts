// `npm run build:edge`: builds the functions for AWS into edge/dist and prints their sizes.
import { DIST } from "../dist-folder.ts";
import { readBuildSettings } from "../settings.ts";
import { buildBundles, writeBundles } from "./bundles.ts";

const written = await writeBundles(await buildBundles(readBuildSettings()), DIST);
for (const { name, bytes } of written) {
	console.log(`edge/dist/${name.padEnd(20)}${String(bytes).padStart(9)} bytes`);
}
