import { afterAll, expect, test } from "bun:test";
import { createBearerCheck } from "../../../server/sign-in/bearer-check.ts";
import { createSignInLimit } from "../../../server/sign-in/sign-in-limit.ts";
import { startNewServer } from "../../running-server.ts";
import { TOKEN } from "../../server-environment.ts";

const MINUTE = 60_000;

function request(token: string): Request {
	return new Request("http://localhost/", { headers: { Authorization: `Bearer ${token}` } });
}

test("a network has ten wrong tokens in 15 minutes; right ones are not counted", () => {
	let now = 0;
	let network = "a";
	const limit = createSignInLimit(() => now);
	const options = { isToken: (text: string) => text === "right", limit };
	const check = createBearerCheck({ ...options, networkOf: () => network });
	for (let i = 0; i < 20; i++) expect(check.isOwner(request("right"))).toBe(true);
	for (let i = 0; i < 10; i++) {
		expect(check.isOwner(request("right"))).toBe(true);
		const wrong = request(`guess ${i}`);
		// One request is asked about several times.
		expect([check.isOwner(wrong), check.isOwner(wrong)]).toEqual([false, false]);
	}
	expect(check.isOwner(request("right"))).toBe(false);
	expect(() => check.requireAttempts(request("right"))).toThrow("try again in 15 min");
	expect(limit.state()).toEqual({ attempts: 10, blocked: 1 });
	network = "b";
	expect(check.isOwner(request("right"))).toBe(true);
	network = "a";
	now = 15 * MINUTE;
	expect(limit.state()).toEqual({ attempts: 0, blocked: 0 });
	expect(check.isOwner(request("right"))).toBe(true);
});

const server = await startNewServer({ WORKERS: "0" });
afterAll(server.remove);

async function ask(path: string, address: string, token: string): Promise<Response> {
	const headers = { Authorization: `Bearer ${token}`, "X-Forwarded-For": address };
	return await fetch(server.url + path, { headers, redirect: "manual" });
}

async function statusOf(path: string, address: string, token: string): Promise<number> {
	return (await ask(path, address, token)).status;
}

test("guesses of the token are refused with 429, from a whole IPv6 network", async () => {
	const seen: number[] = [];
	for (let i = 0; i < 12; i++) {
		seen.push(await statusOf("/api/needs.csv", `2001:db8::${i}`, `guess ${i}`));
	}
	expect(new Set(seen.slice(0, 9))).toEqual(new Set([401]));
	expect(seen.at(-1)).toBe(429);
	const refused = await ask("/api/needs.csv", "2001:db8::77", TOKEN);
	expect(refused.status).toBe(429);
	expect(Number(refused.headers.get("retry-after"))).toBeWithin(1, 901);
	expect(await statusOf("/api/needs.csv", "2001:db8:0:1::1", TOKEN)).toBe(200);
	const metrics = await (await fetch(`${server.url}/metrics`)).text();
	expect(metrics).toContain('widthwise_sign_in_attempts{limit="token"} 10');
	expect(metrics).toContain('widthwise_sign_in_blocked_sources{limit="token"} 1');
	// What visitors see is not affected.
	expect(await statusOf("/api/photos", "2001:db8::1", "guess")).toBe(200);
});

test("metrics are for the owner, and for programs on this machine", async () => {
	expect((await fetch(`${server.url}/metrics`)).status).toBe(200);
	expect(await statusOf("/metrics", "198.51.100.7", "")).toBe(401);
	expect(await statusOf("/metrics", "127.0.0.1", "")).toBe(401);
	expect(await statusOf("/metrics", "198.51.100.7", TOKEN)).toBe(200);
	await using open = await startNewServer({ WORKERS: "0", METRICS: "everybody" });
	const headers = { "X-Forwarded-For": "198.51.100.7" };
	expect((await fetch(`${open.url}/metrics`, { headers })).status).toBe(200);
});
