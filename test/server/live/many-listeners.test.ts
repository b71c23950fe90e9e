import { afterAll, expect, test } from "bun:test";
import { until } from "../../patience.ts";
import { startNewServer } from "../../running-server.ts";
import { OWNER } from "../client.ts";

const server = await startNewServer({ WORKERS: "0" });
afterAll(() => {
	leave();
	return server.remove();
});

const listeners: AbortController[] = [];
const leave = (): void => {
	for (const listener of listeners) listener.abort();
};

async function listen(headers: Readonly<Record<string, string>> = {}): Promise<number> {
	const controller = new AbortController();
	listeners.push(controller);
	const { signal } = controller;
	const response = await fetch(`${server.url}/api/events`, { headers, signal });
	if (!response.ok) expect((await response.json()).error.message).toContain("try again later");
	return response.status;
}

test("visitors can open at most 100 event streams; the owner can always open one", async () => {
	const statuses = await Promise.all(Array.from({ length: 120 }, () => listen()));
	expect(statuses.filter((status) => status === 200)).toHaveLength(100);
	expect(statuses.filter((status) => status === 503)).toHaveLength(20);
	expect(await listen(OWNER)).toBe(200);
	expect(server.log()).not.toContain("event streams can be open");

	leave();
	await until("a visitor can open a stream again", async () => (await listen()) === 200);
});
