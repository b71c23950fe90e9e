import { afterAll, describe, expect, test } from "bun:test";
import { readSmallBody } from "../../../server/http/small-body.ts";
import { until } from "../../patience.ts";
import { startNewServer } from "../../running-server.ts";
import { metric } from "../client.ts";
import { openConnection } from "../raw-http.ts";

const encoder = new TextEncoder();

/** A request whose body is written byte by byte, and the alarm of its time limit. */
function dripping() {
	let ring = (): void => {};
	let ms = 0;
	const state = { isCancelled: false, isAlarmCancelled: false };
	const body = new TransformStream<Uint8Array, Uint8Array>();
	const writer = body.writable.getWriter();
	writer.closed.catch(() => {
		state.isCancelled = true;
	});
	const request = new Request("http://localhost/", { method: "POST", body: body.readable });
	const read = readSmallBody(request, {
		setAlarm(call, after) {
			[ring, ms] = [call, after];
			return {
				cancel: () => {
					state.isAlarmCancelled = true;
				},
				unref: () => {},
			};
		},
	});
	const drip = (text: string) => writer.write(encoder.encode(text)).catch(() => {});
	return { read, drip, writer, state, ring: () => ring(), ms: () => ms };
}

describe("a small body", () => {
	test("that drips is refused when its time is over, and no longer read", async () => {
		const body = dripping();
		await body.drip("{");
		await body.drip('"');
		expect(body.ms()).toBe(20_000);
		body.ring();
		await expect(body.read).rejects.toMatchObject({ code: "too-slow" });
		await until("the body is cancelled", () => body.state.isCancelled);
	});

	test("that arrives in time leaves no alarm behind", async () => {
		const body = dripping();
		await body.drip('{"a":');
		await body.drip("1}");
		await body.writer.close();
		expect(await body.read).toEqual({ a: 1 });
		expect(body.state.isAlarmCancelled).toBe(true);
	});

	test("whose client leaves is a bad request, not a failure of the server", async () => {
		const body = dripping();
		await body.drip("{");
		await body.writer.abort(new DOMException("The connection was closed.", "AbortError"));
		await expect(body.read).rejects.toMatchObject({ code: "bad-request" });
	});
});

describe("a server", () => {
	const started = startNewServer();
	afterAll(async () => (await started).remove());

	test("counts refused requests, and logs none of them", async () => {
		const server = await started;
		const refused = 'widthwise_errors_total{code="bad-request"}';
		const before = await metric(server, refused);
		for (const path of ["/api/needs", "/sign-in"]) {
			using connection = await openConnection(server);
			connection.send(
				`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"a`,
			);
		}
		await fetch(`${server.url}/api/needs`, { method: "POST", body: "{" });
		await fetch(`${server.url}/?cursor=x`);
		await until("all four are counted", async () => (await metric(server, refused)) >= before + 4);
		expect(server.log()).not.toMatch(/error|exception|\n\s+at /i);
	});
});
