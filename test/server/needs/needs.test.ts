import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { parseHistogram } from "widthwise/tuning";
import { createBrowserScripts } from "../../../server/frame/browser-scripts.ts";
import { needsScript } from "../../../server/needs/needs-script.tsx";
import { MAX_WIDTHS } from "../../../worker/needs/need.ts";
import { makeNewData, type NewData, type RunningServer } from "../../running-server.ts";
import { startServerInProcess } from "../../server-in-process.ts";
import { asOwner, metric, refusal } from "../client.ts";
import { openConnection } from "../raw-http.ts";

let data: NewData;
let server: RunningServer;
const start = () => startServerInProcess(data.dataDir, { ...data.environment, WORKERS: "0" });
beforeAll(async () => {
	data = await makeNewData();
	server = await start();
});
afterAll(async () => {
	await server?.remove();
	await data?.remove();
});

function report(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
	const text = typeof body === "string" ? body : JSON.stringify(body);
	return fetch(`${server.url}/api/needs`, { method: "POST", headers, body: text });
}

async function histogram(query = ""): Promise<string> {
	return (await asOwner(server, `/api/needs.csv${query}`)).text();
}

describe("reports of needed widths", () => {
	test("are counted; other fields and headers are ignored", async () => {
		expect(await histogram()).toBe("width,count\n");
		const response = await report({ slot: "grid", widths: [780, 780] });
		await report({ slot: "grid", widths: [390] });
		expect(response.status).toBe(204);
		expect(response.headers.has("set-cookie")).toBe(false);
		await report({ slot: "photo", widths: [1170] });
		await report(
			{ slot: "photo", widths: [390], from: "a newer page" },
			{ "Content-Type": "application/json", Origin: server.url },
		);
		await report({ slot: "grid", widths: Array.from({ length: MAX_WIDTHS }, () => 10_000) });
		expect(await histogram()).toBe("width,count\n400,2\n784,1\n1184,1\n10000,1\n");
	});

	test("survive a restart, also those that were only in memory", async () => {
		await report({ slot: "grid", widths: [390] });
		await server.close();
		expect(server.log()).toBe("");
		server = await start();
		expect(await histogram("?days=2")).toBe("width,count\n400,3\n784,1\n1184,1\n10000,1\n");
	});

	test.each([
		"",
		"390",
		"null",
		"[]",
		"{}",
		'{"slot":"grid","widths":[NaN]}',
		'{"slot":"grid","widths":[1e999]}',
		'{"slot":"grid","widths":[390}',
		{ slot: "grid" },
		{ slot: "grid", widths: [] },
		{ slot: "grid", widths: [0] },
		{ slot: "grid", widths: [10_001] },
		{ slot: "grid", widths: [390.5] },
		{ slot: "grid", widths: [390, "390"] },
		{ slot: "grid", widths: [[390]] },
		{ slot: "grid", widths: { length: 1, 0: 390 } },
		{ slot: "header", widths: [390] },
		{ slot: "__proto__", widths: [390] },
		{ slot: ["grid"], widths: [390] },
		{ widths: [390] },
	])("are refused if invalid: %j", async (body) => {
		expect(await refusal(await report(body))).toMatchObject({ status: 400, code: "bad-request" });
	});

	test("are refused if they list too many photos", async () => {
		const widths = Array.from({ length: MAX_WIDTHS + 1 }, () => 390);
		const { message } = await refusal(await report({ slot: "grid", widths }));
		expect(message).toBe("Cannot read widths: must be a list of 1 to 300");
	});

	test("are refused from other sites' pages", async () => {
		const response = await report(
			{ slot: "grid", widths: [390] },
			{ Origin: "https://elsewhere.example" },
		);
		expect(await refusal(response)).toMatchObject({ status: 403, code: "forbidden" });
	});

	test("are refused while they arrive if they are too large", async () => {
		using connection = await openConnection(server);
		const length = 5_000_000_000;
		connection.send(
			`POST /api/needs HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n${"1".repeat(100_000)}`,
		);
		const answer = await connection.received(/"message"/);
		expect(answer).toStartWith("HTTP/1.1 413");
		expect(answer).toContain("at most 4 kB");
	});

	test("add no widths if refused, and count as refused", async () => {
		expect(await histogram()).toBe("width,count\n400,3\n784,1\n1184,1\n10000,1\n");
		expect(await metric(server, 'widthwise_needs_reports_total{outcome="refused"}')).toBe(23);
	});
});

describe("the histogram", () => {
	test("is for the owner only", async () => {
		const response = await fetch(`${server.url}/api/needs.csv`);
		expect(await refusal(response)).toMatchObject({ status: 401, code: "unauthorized" });
	});

	test("can be read by the bench's tune", async () => {
		expect(parseHistogram(await histogram()).rows).toEqual([
			{ width: 400, dpr: 1, count: 3 },
			{ width: 784, dpr: 1, count: 1 },
			{ width: 1184, dpr: 1, count: 1 },
			{ width: 10_000, dpr: 1, count: 1 },
		]);
	});

	test("is a download that caches must not store", async () => {
		const { headers } = await asOwner(server, "/api/needs.csv");
		expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
		expect(headers.get("content-disposition")).toContain("widths.csv");
		expect(headers.get("cache-control")).toBe("no-store");
	});

	test.each(["0", "91", "1.5", "x"])("of %s days is refused", async (days) => {
		const response = await asOwner(server, `/api/needs.csv?days=${days}`);
		expect(await refusal(response)).toMatchObject({ status: 400, code: "bad-request" });
	});
});

test("pages contain the script for visitors only, and not if sampling is off", async () => {
	const scripts = createBrowserScripts();
	const script = (oneIn: number, isOwner: boolean) =>
		needsScript(scripts, { slot: "grid", oneIn, isOwner });
	expect(await script(10, false)).not.toBeNull();
	expect(await script(10, true)).toBeNull();
	expect(await script(0, false)).toBeNull();
});

test("a flood of reports is answered, and each report is counted or dropped", async () => {
	// The limit itself is tested with a controlled clock, in test/worker/needs.
	const outcome = (name: string) =>
		metric(server, `widthwise_needs_reports_total{outcome="${name}"}`);
	const statuses = new Set<number>();
	const before = { taken: await outcome("taken"), dropped: await outcome("dropped") };
	const send = async (): Promise<void> => {
		for (let i = 0; i < 20; i++) {
			statuses.add((await report({ slot: "grid", widths: [5000] })).status);
		}
	};
	await Promise.all(Array.from({ length: 20 }, send));
	expect([...statuses]).toEqual([204]);
	const taken = (await outcome("taken")) - before.taken;
	expect(taken + (await outcome("dropped")) - before.dropped).toBe(400);
	// One network has 30 reports a day.
	expect(taken).toBe(30);
	expect(await histogram()).toContain("\n5008,30\n");
});
