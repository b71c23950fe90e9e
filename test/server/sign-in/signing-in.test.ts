import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFile, stat } from "node:fs/promises";
import {
	freePort,
	removeFolder,
	startNewServer,
	startServer,
	TOKEN,
	temporaryFolder,
} from "../../running-server.ts";
import { form, refusal } from "../client.ts";
import { drawn } from "../drawn-photos.ts";

const server = await startNewServer({ WORKERS: "0" });
afterAll(server.remove);

const NAME = "widthwise_session";
const manual = { redirect: "manual" } as const;

/** The cookie that a response sets, as a browser sends it back. */
function cookieOf(response: Response): string {
	return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

async function signIn(): Promise<string> {
	return cookieOf(await fetch(`${server.url}/sign-in?token=${TOKEN}`, manual));
}

type Words = Readonly<Record<string, string>>;

function postForm(path: string, fields: Words, headers: Words = {}): Promise<Response> {
	const body = new URLSearchParams(fields);
	return fetch(server.url + path, { method: "POST", body, headers, ...manual });
}

/** What the page of sign-ins says of the browser that asks. */
async function shownSession(Cookie: string): Promise<{ readonly id: string }> {
	const page = await fetch(`${server.url}/desk/sign-ins`, { headers: { Cookie } });
	const [own = ""] = /\(this browser\)[\s\S]*?value="\w+"/.exec(await page.text()) ?? [];
	return { id: /value="(\w+)"/.exec(own)?.[1] ?? "" };
}

/** Whether the owner's part of the site is open to who sends these headers. */
async function isOwner(headers: Readonly<Record<string, string>>): Promise<boolean> {
	return (await fetch(`${server.url}/upload`, { headers, ...manual })).status === 200;
}

describe("signing in", () => {
	test("works by the link that is printed at the start", async () => {
		const link = /Sign in: +(\S+)/.exec(server.output())?.[1] ?? "";
		const response = await fetch(link, manual);
		expect(response.status).toBe(303);
		expect(response.headers.get("location")).toBe("/");
		const attributes = response.headers.get("set-cookie")?.split("; ").slice(1);
		expect(attributes?.sort()).toEqual(["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=Lax"]);
		expect(response.headers.get("set-cookie")).not.toContain(TOKEN);
		expect(response.headers.get("cache-control")).toBe("no-store");
		expect(await isOwner({ Cookie: cookieOf(response) })).toBe(true);
		expect(await isOwner({ Cookie: `theme=dark; ${cookieOf(response)}; lang=en` })).toBe(true);
	});

	test("works by the form", async () => {
		const response = await postForm("/sign-in", { token: TOKEN });
		expect(response.status).toBe(303);
		expect(await isOwner({ Cookie: cookieOf(response) })).toBe(true);
	});

	test("works by the bearer token", async () => {
		expect(await isOwner({ Authorization: `Bearer ${TOKEN}` })).toBe(true);
		expect(await isOwner({ Authorization: `bearer  ${TOKEN} ` })).toBe(true);
	});

	test.each([
		["nothing", ""],
		["a part of the token", TOKEN.slice(0, -1)],
		["more than the token", `${TOKEN}x`],
		["other letters", TOKEN.toUpperCase()],
		["letters that no header has", "é"],
	])("is not possible with %s", async (_, token) => {
		const byForm = await postForm("/sign-in", { token });
		expect(byForm.status).toBe(401);
		expect(await byForm.text()).toContain("Incorrect owner token.");
		expect(byForm.headers.get("set-cookie")).toBeNull();
		const byLink = await fetch(`${server.url}/sign-in?token=${encodeURIComponent(token)}`, manual);
		expect(byLink.status).toBe(token === "" ? 200 : 401);
		expect(byLink.headers.get("set-cookie")).toBeNull();
		expect(await isOwner({ Authorization: `Bearer ${encodeURIComponent(token)}` })).toBe(false);
		expect(await isOwner({ Cookie: `${NAME}=${encodeURIComponent(token)}` })).toBe(false);
	});

	test("is not possible without a token in the form", async () => {
		const response = await postForm("/sign-in", { name: TOKEN });
		expect(await refusal(response)).toMatchObject({ status: 400 });
	});

	test("is not possible from another site's page, and signing out is not", async () => {
		const foreign = { Origin: "https://evil.example" };
		for (const [path, fields] of [
			["/sign-in", { token: TOKEN }],
			["/sign-out", {}],
		] as const) {
			const response = await postForm(path, fields, foreign);
			expect(await refusal(response)).toMatchObject({ status: 403, code: "forbidden" });
			expect(response.headers.get("set-cookie")).toBeNull();
		}
	});
});

describe("a session", () => {
	test("cannot be made up, and its secret is kept by nobody", async () => {
		const cookie = await signIn();
		const secret = cookie.slice(NAME.length + 1);
		expect(secret).toMatch(/^[\w-]{43}$/);
		expect(await isOwner({ Cookie: cookie })).toBe(true);
		const { id } = await shownSession(cookie);
		expect(id).toMatch(/^[0-9a-f]{64}$/);
		for (const made of ["", id, secret.slice(1), `${secret}x`, secret.toLowerCase(), "é"]) {
			const bad = `${NAME}=${encodeURIComponent(made)}`;
			expect([bad, await isOwner({ Cookie: bad })]).toEqual([bad, false]);
		}
		expect(await isOwner({ Cookie: `x${cookie}` })).toBe(false);
	});

	test("ends by signing out: the cookie opens nothing any more", async () => {
		const [cookie, other] = [await signIn(), await signIn()];
		const response = await postForm("/sign-out", {}, { Cookie: cookie });
		expect(response.headers.get("set-cookie")).toMatch(/^widthwise_session=; Max-Age=0; /);
		expect(await isOwner({ Cookie: cookie })).toBe(false);
		expect(await isOwner({ Cookie: other })).toBe(true);
	});

	test("can be ended from another browser, one or all others", async () => {
		const cookies = [await signIn(), await signIn(), await signIn()] as const;
		const areOwners = () => Promise.all(cookies.map((Cookie) => isOwner({ Cookie })));
		const { id } = await shownSession(cookies[1]);
		await postForm("/desk/sign-ins/end", { id }, { Cookie: cookies[0] });
		expect(await areOwners()).toEqual([true, false, true]);
		await postForm("/desk/sign-ins/end", { id: "others" }, { Cookie: cookies[0] });
		expect(await areOwners()).toEqual([true, false, false]);
	});

	test("that is open already is used again by the link", async () => {
		const Cookie = await signIn();
		const again = await fetch(`${server.url}/sign-in?token=${TOKEN}`, {
			headers: { Cookie },
			...manual,
		});
		expect(again.status).toBe(303);
		expect(again.headers.get("set-cookie")).toBeNull();
	});

	test("does not help another site's page", async () => {
		const cookie = await signIn();
		const { host } = new URL(server.url);
		const post = (origin: string | null) =>
			fetch(`${server.url}/api/photos`, {
				method: "POST",
				headers: { Cookie: cookie, ...(origin !== null && { Origin: origin }) },
				body: form([["a.jpg", drawn(1)]]),
			});
		for (const origin of [
			"https://evil.example",
			"null",
			`http://${host}.evil.example`,
			"http://",
		]) {
			expect(await refusal(await post(origin))).toMatchObject({ status: 403, code: "forbidden" });
		}
		expect((await post(`http://${host}`)).status).toBe(202);
		expect((await post(null)).status).toBe(202);
	});

	test.each([
		["POST", "/upload"],
		["POST", "/desk/delete"],
		["POST", "/desk/password"],
		["POST", "/desk/sign-ins/end"],
		["POST", `/desk/photos/${"0".repeat(32)}`],
		["POST", `/api/photos/${"0".repeat(32)}/publish`],
		["DELETE", `/api/photos/${"0".repeat(32)}`],
		["PATCH", `/api/photos/${"0".repeat(32)}`],
	])("%s %s from another site is refused too", async (method, path) => {
		const headers = { Cookie: await signIn(), Origin: "https://evil.example" };
		const body = method === "PATCH" ? "{}" : null;
		const response = await fetch(server.url + path, { method, headers, body });
		expect(await refusal(response)).toMatchObject({ status: 403, code: "forbidden" });
	});
});

describe("the owner's token", () => {
	let dataDir = "";
	beforeAll(async () => {
		dataDir = await temporaryFolder();
	});
	afterAll(() => removeFolder(dataDir));

	test("is made at the first start, kept for the user alone, and the link is printed", async () => {
		await using first = await startServer(dataDir, { OWNER_TOKEN: "", WORKERS: "0" });
		const path = `${first.dataDir}/owner-token`;
		const token = (await readFile(path, "utf8")).trim();
		expect(token).toMatch(/^[\w-]{32}$/);
		expect(((await stat(path)).mode & 0o777).toString(8)).toBe("600");
		const link = `${first.url}/sign-in?token=${token}`;
		expect(first.output()).toContain(`Sign in:        ${link}\n`);
		expect((await fetch(link, manual)).status).toBe(303);
		await first.stop();

		await using second = await startServer(dataDir, { OWNER_TOKEN: "", WORKERS: "0" });
		expect(second.output()).toContain(token);
	});

	test("opens a server behind a proxy: the cookie stays on https, and the proxy may call us what it likes", async () => {
		await using proxied = await startNewServer({
			SITE_URL: "https://photos.example/",
			PORT: await freePort(),
			WORKERS: "0",
		});
		expect(proxied.output()).toContain(`https://photos.example/sign-in?token=${TOKEN}`);
		const signedIn = await fetch(`${proxied.url}/sign-in?token=${TOKEN}`, manual);
		expect(signedIn.headers.get("set-cookie")).toEndWith("; Secure");
		const post = (Origin: string) =>
			fetch(`${proxied.url}/api/photos`, {
				method: "POST",
				headers: { Cookie: cookieOf(signedIn), Origin },
				body: form([["a.jpg", drawn(2)]]),
			});
		expect((await post("https://photos.example")).status).toBe(202);
		expect((await post("https://photos.example.evil.example")).status).toBe(403);
	});
});
