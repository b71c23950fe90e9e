import type { Bundles } from "../build/bundles.ts";
import { createLocalLambda, type InvocationResult } from "../lambda/local-lambda.ts";
import type { Bucket } from "../settings.ts";
import { createLocalCloudFront, type LocalCloudFront } from "./local-cloudfront.ts";
import { createOrigin } from "./origin.ts";
import { createOriginGroup } from "./origin-group.ts";
import { OUR_RESPONSE_HEADERS } from "./response-headers.ts";
import { serveCloudFront } from "./server.ts";
import { OUR_CACHE_POLICY } from "./time-to-live.ts";

/** Our distribution, running on this machine. */
export type Edge = {
	/** `http://127.0.0.1:<port>` */
	readonly url: string;
	readonly cloudFront: LocalCloudFront;
	stop(): Promise<void>;
};

/**
 * Where missing variants are cut: by Lambda@Edge before the bucket is asked, or by a Lambda in the
 * bucket's region if the bucket lacks the variant.
 */
export type Compute = "edge" | "regional";

/** The Lambda's limits on AWS. */
const MEMORY_MEGABYTES = 1536;
const TIMEOUT_MS = 30_000;

/** CloudFront's real caches are much larger; these fit into this machine's memory. */
const POINT_OF_PRESENCE_BYTES = 256e6;
const REGION_BYTES = 512e6;

/**
 * Starts the edge from its bundles, in front of a bucket: viewer function, caches, Lambda and server.
 *
 * @param options.node path of the Node.js that runs the Lambda
 * @param options.port 0 for a free port
 * @param options.timeoutMs the Lambda's time limit, in milliseconds; AWS's limit by default
 * @param options.onInvoked called after each run of the Lambda
 * @param options.onError called with failures that visitors do not see
 *
 * @example
 * const edge = await startEdge({ bundles, bucket, compute: "regional", node: findNode(), pointsOfPresence: 1, port: 0, onInvoked, onError: console.error });
 * await fetch(`${edge.url}/media/<id>/a.jpg?width=400`);
 */
export async function startEdge(options: {
	readonly bundles: Pick<Bundles, "viewerRequest" | "originRequest">;
	readonly bucket: Bucket;
	readonly compute: Compute;
	readonly node: string;
	readonly pointsOfPresence: number;
	readonly port: number;
	readonly timeoutMs?: number;
	readonly onInvoked?: (invoked: InvocationResult) => void;
	readonly onError: (error: unknown) => void;
}): Promise<Edge> {
	const { bundles, bucket, compute, pointsOfPresence, timeoutMs = TIMEOUT_MS } = options;
	const { onInvoked, onError } = options;
	const lambda = await createLocalLambda({
		zip: bundles.originRequest,
		node: options.node,
		memoryMegabytes: MEMORY_MEGABYTES,
		timeoutMs,
		environment: environmentOf(bucket, compute),
		concurrency: 2,
		onOutput: onError,
	});
	const invoke = async (event: unknown): Promise<InvocationResult> => {
		const invoked = await lambda.invoke(event);
		onInvoked?.(invoked);
		return invoked;
	};
	const createRequestOrigin = compute === "edge" ? createOrigin : createOriginGroup;
	const cloudFront = createLocalCloudFront({
		script: bundles.viewerRequest,
		requestOrigin: createRequestOrigin({ bucket, invoke, onError }),
		policy: OUR_CACHE_POLICY,
		responseHeaders: OUR_RESPONSE_HEADERS,
		pointsOfPresence,
		pointOfPresenceBytes: POINT_OF_PRESENCE_BYTES,
		regionBytes: pointsOfPresence > 1 ? REGION_BYTES : 0,
		now: Date.now,
	});
	const server = await serveCloudFront({ cloudFront, pointsOfPresence, port: options.port });
	return {
		url: server.url,
		cloudFront,
		async stop() {
			await server.stop();
			await lambda.close();
		},
	};
}

/** On AWS too, a Lambda@Edge's environment contains its role's credentials and no settings. */
function environmentOf(
	{ bucket, prefix, region, endpoint, credentials }: Bucket,
	compute: Compute,
): Readonly<Record<string, string>> {
	return {
		AWS_REGION: region,
		AWS_ACCESS_KEY_ID: credentials.accessKeyId,
		AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
		...(compute === "regional" && {
			PUBLIC_STORE: `s3://${prefix === "" ? bucket : `${bucket}/${prefix}`}`,
			S3_ENDPOINT: endpoint,
		}),
	};
}
