import { describe, expect, test } from "bun:test";
import { readSettings } from "widthwise/settings";
import { createWorkerMetrics } from "../../../worker/metrics/worker-metrics.ts";
import { serveMetrics } from "../../../worker/programs/metrics-server.ts";
import { workerSettings } from "../../../worker/programs/worker-settings.ts";

const anyPort = { host: "127.0.0.1", port: 0 };
const threads = { threads: 2, busy: 1, size: 3, waiting: 4 };

describe("the metrics of a worker process", () => {
	test("are served beside its health", async () => {
		const metrics = createWorkerMetrics();
		metrics.ingested("published", 512);
		metrics.ran("vips", 40);
		metrics.watch({
			threads: () => ({ publish: threads, background: threads, inspect: threads }),
			memory: { total: 1e9, state: () => ({ used: 2e8, waiting: 5 }) },
		});
		await using ends = new AsyncDisposableStack();
		const { url, stop } = serveMetrics(anyPort, metrics);
		ends.defer(stop);
		expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: "ok" });
		const response = await fetch(`${url}/metrics`);
		expect(response.headers.get("content-type")).toStartWith("text/plain; version=0.0.4");
		const lines = (await response.text()).split("\n");
		expect(lines).toContain('widthwise_ingest_seconds_sum{outcome="published"} 0.512');
		expect(lines).toContain('widthwise_engine_seconds_count{engine="vips"} 1');
		expect(lines).toContain('widthwise_threads_busy{pool="background"} 1');
		expect(lines).toContain('widthwise_thread_jobs_waiting{pool="inspect"} 4');
		expect(lines).toContain("widthwise_publish_memory_bytes 200000000");
		expect(lines.some((line) => line.startsWith("process_resident_memory_bytes "))).toBeTrue();
		expect((await fetch(`${url}/photos`)).status).toBe(404);
	});

	test("cannot be served where another program listens", async () => {
		await using ends = new AsyncDisposableStack();
		const first = serveMetrics(anyPort, createWorkerMetrics());
		ends.defer(first.stop);
		const port = Number(new URL(first.url).port);
		expect(() => serveMetrics({ ...anyPort, port }, createWorkerMetrics())).toThrow(
			`Cannot listen on 127.0.0.1, port ${port}: stop the program that uses it, or set WORKER_METRICS`,
		);
	});
});

describe("WORKER_METRICS", () => {
	const read = (WORKER_METRICS: string) =>
		readSettings(workerSettings, { DATABASE_URL: "postgres://localhost/photos", WORKER_METRICS });

	test.each([
		["", null],
		["127.0.0.1:9464", { host: "127.0.0.1", port: 9464 }],
		["[::1]:0", { host: "[::1]", port: 0 }],
		["worker-1.internal:80", { host: "worker-1.internal", port: 80 }],
	])("can be %p", (text, metricsAt) => {
		expect(read(text)).toMatchObject({ ok: true, value: { metricsAt } });
	});

	test.each(["9464", "localhost", ":9464", "::1:9464", "http://localhost:80", "localhost:65536"])(
		"cannot be %p",
		(text) => {
			expect(read(text)).toEqual({
				ok: false,
				problems: [
					`WORKER_METRICS must be an address and a port, such as 127.0.0.1:9464, got ${text}`,
				],
			});
		},
	);
});
