// `npm run build:deno`: builds the program for Deno into edge/dist/deno, and prints how to run it.
import { join } from "node:path";
import { DIST } from "../dist-folder.ts";
import { writeBundle } from "../images/bundle.ts";
import { readBuildSettings, readPublicStore } from "../settings.ts";
import { buildDeno } from "./build.ts";
import { denoCommand } from "./command.ts";

const here = join(DIST, "deno");
await writeBundle(await buildDeno(readBuildSettings().buckets), here);
const store = readPublicStore();
if (store.kind === "folder") {
	console.log(
		`Then: ${denoCommand({ here, folder: store.folder, address: "127.0.0.1:3002" }).join(" ")}`,
	);
} else {
	console.log("The public store is a bucket: Deno serves folders");
}
