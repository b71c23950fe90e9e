import { expect, test } from "bun:test";
import { Elysia } from "elysia";
import { listen } from "../../server/listen.ts";
import { freePort } from "../free-port.ts";

test("an IPv6 address is a host, with brackets or without", async () => {
	for (const host of ["::1", "[::1]"]) {
		const app = new Elysia();
		app.get("/", () => "hello");
		const { url, stop } = listen(app, host, 0);
		expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
		expect(await (await fetch(url)).text()).toBe("hello");
		await stop();
	}
});

test("who cannot listen learns why", async () => {
	const port = Number(await freePort());
	const { stop } = listen(new Elysia(), "127.0.0.1", port);
	expect(() => listen(new Elysia({ serve: { reusePort: false } }), "127.0.0.1", port)).toThrow(
		/stop the program that uses it/,
	);
	await stop();
	for (const host of ["192.0.2.1", "2001:db8::1", "nowhere.invalid"]) {
		expect(() => listen(new Elysia(), host, 0)).toThrow(
			/HOST and PORT must name an address of this machine/,
		);
	}
});

test("a port that needs a privilege is named as one", () => {
	const app = Object.assign(new Elysia(), {
		listen() {
			throw Object.assign(new Error("permission denied 127.0.0.1:80"), { code: "EACCES" });
		},
	});
	expect(() => listen(app, "127.0.0.1", 80)).toThrow("ports below 1024 need a privilege");
});
