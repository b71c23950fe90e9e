// Our distribution on this machine, in a process of its own: <public folder> <port> <widths>.
import { buildLambda, buildViewerRequest, ORIGIN_REQUEST } from "@widthwise/edge/build";
import { serveStoresAsS3 } from "@widthwise/edge/cloudfront";
import { findNode } from "@widthwise/edge/lambda";
import { startEdge } from "@widthwise/edge/start-edge";
import { createFolderStore } from "widthwise/store/folder";

const [folder = "", port = "", widths = ""] = process.argv.slice(2);
const buckets = widths.split(",").map(Number);
const bundles = {
	viewerRequest: await buildViewerRequest(buckets),
	originRequest: await buildLambda(ORIGIN_REQUEST, buckets),
};
const s3 = await serveStoresAsS3({ public: createFolderStore({ folder }) });
const edge = await startEdge({
	bundles,
	bucket: {
		bucket: "public",
		region: "us-east-1",
		prefix: "",
		endpoint: s3.url,
		credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
	},
	compute: "regional",
	node: findNode(),
	pointsOfPresence: 1,
	port: Number(port),
	onError: console.error,
});
process.once("SIGTERM", async () => {
	await edge.stop();
	await s3.stop();
	process.exit();
});
