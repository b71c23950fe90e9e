import { afterAll, describe, expect, test } from "bun:test";
import { readSignInLink, signInPath } from "../../../server/sign-in/sign-in-link.ts";
import { startNewServerProcess } from "../../running-server.ts";
import { TOKEN } from "../../server-environment.ts";

const server = await startNewServerProcess({ WORKERS: "0" });
afterAll(server.remove);

const manual = { redirect: "manual" } as const;

type Fields = Readonly<Record<string, string>>;

function postForm(path: string, fields: Fields, headers: Fields = {}): Promise<Response> {
	const body = new URLSearchParams(fields);
	return fetch(server.url + path, { method: "POST", body, headers, ...manual });
}

/** The session's cookie that a response sets, as a browser sends it back. */
function cookieOf(response: Response): string {
	return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

/** Whether a request with these headers can open the owner's pages. */
async function isOwner(headers: Fields): Promise<boolean> {
	return (await fetch(`${server.url}/upload`, { headers, ...manual })).status === 200;
}

const secretOf = (path: string): string => new URL(path, server.url).searchParams.get("link") ?? "";

describe("a sign-in link", () => {
	test("that the server prints when it starts signs in once, by a button", async () => {
		const link = new URL(/Sign in: +(\S+)/.exec(server.output())?.[1] ?? "");
		expect(link.href).toStartWith(`${server.url}/sign-in?link=`);
		expect(link.href).not.toContain(TOKEN);
		// Previews of messengers open the link, too.
		for (let preview = 0; preview < 2; preview++) {
			const shown = await fetch(link, manual);
			expect([shown.status, shown.headers.get("set-cookie")]).toEqual([200, null]);
			expect(shown.headers.get("cache-control")).toBe("no-store");
			expect(await shown.text()).toContain('name="link"');
		}
		const secret = link.searchParams.get("link") ?? "";
		const forged = await postForm("/sign-in", { link: `${secret.slice(0, -2)}AA` });
		expect([forged.status, forged.headers.get("set-cookie")]).toEqual([401, null]);
		const both = await Promise.all([1, 2].map(() => postForm("/sign-in", { link: secret })));
		expect(both.map(({ status }) => status).sort()).toEqual([303, 401]);
		const response = both.find(({ status }) => status === 303) ?? new Response();
		expect(response.headers.get("location")).toBe("/");
		const [session = "", browser = ""] = response.headers.getSetCookie();
		const attributes = (cookie: string) => cookie.split("; ").slice(1).sort();
		expect(attributes(session)).toEqual(["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=Lax"]);
		expect(attributes(browser)[2]).toBe("Path=/sign-in");
		expect(`${session} ${browser}`).not.toContain(TOKEN);
		expect(response.headers.get("cache-control")).toBe("no-store");
		expect(await isOwner({ Cookie: cookieOf(response) })).toBe(true);
		expect(await isOwner({ Cookie: `theme=dark; ${cookieOf(response)}; lang=en` })).toBe(true);
		const again = await postForm("/sign-in", { link: secret });
		expect(again.status).toBe(401);
		expect(await again.text()).toContain("npm run sign-in prints another");
		expect((await fetch(`${server.url}/sign-in?token=${TOKEN}`, manual)).status).toBe(200);
	});

	test("is printed by npm run sign-in, while the server runs", async () => {
		const program = [process.execPath, "server/print-sign-in-link.ts"];
		const env = { DATA_DIR: server.dataDir, OWNER_TOKEN: TOKEN, SITE_URL: server.url };
		const { stdout } = Bun.spawnSync(program, { cwd: `${import.meta.dir}/../../..`, env });
		const link = new URL(stdout.toString().trim());
		expect((await fetch(link)).status).toBe(200);
		const used = await postForm("/sign-in", { link: link.searchParams.get("link") ?? "" });
		expect(await isOwner({ Cookie: cookieOf(used) })).toBe(true);
	});

	test("is not used up in a browser that is signed in already", async () => {
		const Cookie = cookieOf(await postForm("/sign-in", { token: TOKEN }));
		const link = secretOf(signInPath(TOKEN, Date.now()));
		const again = await postForm("/sign-in", { link }, { Cookie });
		expect([again.status, again.headers.get("set-cookie")]).toEqual([303, null]);
		expect((await postForm("/sign-in", { link })).headers.getSetCookie()).toHaveLength(2);
	});

	test("is good for a day, with the token that made it", () => {
		const secret = secretOf(signInPath(TOKEN, 0));
		const day = 24 * 3600_000;
		expect(readSignInLink(secret, TOKEN, day - 1)).toMatchObject({ expiresAt: new Date(day) });
		expect(readSignInLink(secret, TOKEN, day)).toBeNull();
		expect(readSignInLink(secret, `${TOKEN}x`, 0)).toBeNull();
		const late = secret.replace(/\.\d+\./, ".99999999999999.");
		for (const forged of ["", ".", "a.b", late, `${secret}x`]) {
			expect([forged, readSignInLink(forged, TOKEN, 0)]).toEqual([forged, null]);
		}
	});
});
