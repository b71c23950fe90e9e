import { afterAll, expect, test } from "bun:test";
import { until } from "../../patience.ts";
import { startNewServer } from "../../running-server.ts";
import { OWNER } from "../client.ts";

const server = await startNewServer({ WORKERS: "0" });
afterAll(() => {
	leave();
	return server.remove();
});

const leaving: AbortController[] = [];
const leave = (): void => {
	for (const controller of leaving) controller.abort();
};

async function listen(headers: Readonly<Record<string, string>> = {}): Promise<number> {
	const controller = new AbortController();
	leaving.push(controller);
	const { signal } = controller;
	const response = await fetch(`${server.url}/api/events`, { headers, signal });
	if (!response.ok) expect((await response.json()).error.message).toContain("try again later");
	return response.status;
}

test("strangers cannot listen in any number, and never keep the owner out", async () => {
	const strangers = await Promise.all(Array.from({ length: 120 }, () => listen()));
	expect(strangers.filter((status) => status === 200)).toHaveLength(100);
	expect(strangers.filter((status) => status === 503)).toHaveLength(20);
	expect(await listen(OWNER)).toBe(200);
	expect(server.output()).not.toContain("listen at a time");

	leave();
	await until("there is room for a stranger again", async () => (await listen()) === 200);
});
