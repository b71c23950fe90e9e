// `npm run edge`: builds the functions for AWS and runs them here, in front of the public store.
import { parseArgs } from "node:util";
import { createFolderStore } from "widthwise/store/folder";
import { buildBundles, writeBundles } from "./build/bundles.ts";
import { serveStoresAsS3 } from "./cloudfront/folder-s3.ts";
import { startEdge } from "./cloudfront/start-edge.ts";
import { DIST } from "./dist-folder.ts";
import { findNode } from "./lambda/node.ts";
import { readBuildSettings, readPublicStore } from "./settings.ts";

const { values } = parseArgs({
	options: {
		port: { type: "string", default: "3001" },
		pops: { type: "string", default: "1" },
		compute: { type: "string", default: "regional" },
		// The launcher, which installs packages, passes it: this program ends with the launcher.
		"until-stdin-ends": { type: "boolean" },
	},
});
const pointsOfPresence = Number(values.pops);
const port = Number(values.port);
if (!Number.isInteger(pointsOfPresence) || pointsOfPresence < 1)
	throw new Error("--pops must be a whole number of at least 1");
if (!Number.isInteger(port) || port < 0)
	throw new Error("--port must be a whole number of at least 0");

const { compute } = values;
if (compute !== "edge" && compute !== "regional")
	throw new Error("--compute must be edge or regional");

const bundles = await buildBundles(readBuildSettings());
await writeBundles(bundles, DIST);
const store = readPublicStore();
const folderServer =
	store.kind === "folder" ? await serveStoresAsS3({ public: createFolderStore(store) }) : undefined;
const bucket =
	store.kind === "bucket"
		? store.bucket
		: {
				bucket: "public",
				region: "us-east-1",
				prefix: "",
				endpoint: folderServer?.url ?? "",
				credentials: { accessKeyId: "local", secretAccessKey: "local" },
			};
const edge = await startEdge({
	bundles,
	bucket,
	compute,
	node: findNode(),
	pointsOfPresence,
	port,
	onInvoked: ({ isCold, durationMs }) =>
		console.log(`Lambda: ${Math.round(durationMs)} ms${isCold ? ", cold" : ""}`),
	onError: console.error,
});
console.log(`A local CloudFront is at ${edge.url}`);
console.log(
	`Missing variants are cut by ${compute === "edge" ? "Lambda@Edge" : "a regional Lambda"}`,
);
console.log(`Public store: ${store.name}; points of presence: ${pointsOfPresence}`);

async function stop(): Promise<void> {
	await edge.stop();
	await folderServer?.stop();
	process.exit();
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, stop);
if (values["until-stdin-ends"]) process.stdin.once("end", stop).resume();
