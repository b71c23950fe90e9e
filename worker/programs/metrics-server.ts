import type { WorkerMetrics } from "../metrics/worker-metrics.ts";
import { cannotListen } from "./cannot-listen.ts";
import type { ListeningAddress } from "./worker-settings.ts";

/** A worker's server of metrics. */
export type MetricsServer = {
	/** Where it listens: `http://127.0.0.1:9464`. */
	readonly url: string;
	stop(): Promise<void>;
};

/**
 * Serves `/metrics` and `/healthz` of a worker process. Whoever reaches the address may read them.
 *
 * @throws {WidthwiseError} `in-use` or `misconfigured` if it cannot listen there
 *
 * @example
 * serveMetrics({ host: "127.0.0.1", port: 9464 }, createWorkerMetrics()).url; // "http://127.0.0.1:9464"
 */
export function serveMetrics(
	{ host, port }: ListeningAddress,
	metrics: Pick<WorkerMetrics, "text" | "contentType">,
): MetricsServer {
	const headers = { "Content-Type": metrics.contentType, "Cache-Control": "no-store" };
	try {
		const server = Bun.serve({
			hostname: host,
			port,
			routes: {
				"/healthz": () => Response.json({ status: "ok" }),
				"/metrics": async () => new Response(await metrics.text(), { headers }),
			},
			fetch: () => new Response("Not found: here are /metrics and /healthz\n", { status: 404 }),
		});
		return { url: `http://${host}:${server.port}`, stop: () => server.stop(true) };
	} catch (cause) {
		throw cannotListen(`${host}, port ${port}`, "WORKER_METRICS", cause);
	}
}
