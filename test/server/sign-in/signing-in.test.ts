import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFile, stat } from "node:fs/promises";
import { freePort } from "../../free-port.ts";
import { makeNewData, type NewData, startNewServer } from "../../running-server.ts";
import { TOKEN } from "../../server-environment.ts";
import { startServerInProcess } from "../../server-in-process.ts";
import { startServer } from "../../server-process.ts";
import { form, refusal } from "../client.ts";
import { drawn } from "../drawn-photos.ts";

const server = await startNewServer({ WORKERS: "0" });
afterAll(server.remove);

const COOKIE_NAME = "widthwise_session";
const manual = { redirect: "manual" } as const;

/** The cookie that a response sets, as a browser sends it back. */
function cookieOf(response: Response): string {
	return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

async function signIn(): Promise<string> {
	return cookieOf(await postForm("/sign-in", { token: TOKEN }));
}

type Fields = Readonly<Record<string, string>>;

function postForm(path: string, fields: Fields, headers: Fields = {}): Promise<Response> {
	const body = new URLSearchParams(fields);
	return fetch(server.url + path, { method: "POST", body, headers, ...manual });
}

/** The session that the sessions page marks as this browser's. */
async function currentSession(Cookie: string): Promise<{ readonly id: string }> {
	const page = await fetch(`${server.url}/desk/sign-ins`, { headers: { Cookie } });
	const [own = ""] = /\(this browser\)[\s\S]*?value="\w+"/.exec(await page.text()) ?? [];
	return { id: /value="(\w+)"/.exec(own)?.[1] ?? "" };
}

/** Whether a request with these headers can open the owner's pages. */
async function isOwner(headers: Readonly<Record<string, string>>): Promise<boolean> {
	return (await fetch(`${server.url}/upload`, { headers, ...manual })).status === 200;
}

describe("signing in", () => {
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
		["a prefix of the token", TOKEN.slice(0, -1)],
		["the token and more", `${TOKEN}x`],
		["the token in upper case", TOKEN.toUpperCase()],
		["characters outside ASCII", "é"],
	])("is not possible with %s", async (_, token) => {
		const byForm = await postForm("/sign-in", { token });
		expect(byForm.status).toBe(401);
		expect(await byForm.text()).toContain("Incorrect owner token.");
		expect(byForm.headers.get("set-cookie")).toBeNull();
		const byLink = await postForm("/sign-in", { link: token });
		expect([byLink.status, byLink.headers.get("set-cookie")]).toEqual([401, null]);
		expect(await isOwner({ Authorization: `Bearer ${encodeURIComponent(token)}` })).toBe(false);
		expect(await isOwner({ Cookie: `${COOKIE_NAME}=${encodeURIComponent(token)}` })).toBe(false);
	});

	test("is not possible without a token in the form", async () => {
		const response = await postForm("/sign-in", { name: TOKEN });
		expect(await refusal(response)).toMatchObject({ status: 400 });
	});

	test("and signing out are not possible from another site's page", async () => {
		const otherSite = { Origin: "https://evil.example" };
		for (const [path, fields] of [
			["/sign-in", { token: TOKEN }],
			["/sign-out", {}],
		] as const) {
			const response = await postForm(path, fields, otherSite);
			expect(await refusal(response)).toMatchObject({ status: 403, code: "forbidden" });
			expect(response.headers.get("set-cookie")).toBeNull();
		}
	});
});

describe("a session", () => {
	test("cannot be forged, and its id does not reveal its secret", async () => {
		const cookie = await signIn();
		const secret = cookie.slice(COOKIE_NAME.length + 1);
		expect(secret).toMatch(/^[\w-]{43}$/);
		expect(await isOwner({ Cookie: cookie })).toBe(true);
		const { id } = await currentSession(cookie);
		expect(id).toMatch(/^[0-9a-f]{64}$/);
		for (const forged of ["", id, secret.slice(1), `${secret}x`, secret.toLowerCase(), "é"]) {
			const bad = `${COOKIE_NAME}=${encodeURIComponent(forged)}`;
			expect([bad, await isOwner({ Cookie: bad })]).toEqual([bad, false]);
		}
		expect(await isOwner({ Cookie: `x${cookie}` })).toBe(false);
	});

	test("ends by signing out: its cookie is no longer accepted", async () => {
		const [cookie, other] = [await signIn(), await signIn()];
		const response = await postForm("/sign-out", {}, { Cookie: cookie });
		expect(response.headers.get("set-cookie")).toMatch(/^widthwise_session=; Max-Age=0; /);
		expect(await isOwner({ Cookie: cookie })).toBe(false);
		expect(await isOwner({ Cookie: other })).toBe(true);
	});

	test("can be ended from another browser, alone or with all other sessions", async () => {
		const cookies = [await signIn(), await signIn(), await signIn()] as const;
		const areOwners = () => Promise.all(cookies.map((Cookie) => isOwner({ Cookie })));
		const { id } = await currentSession(cookies[1]);
		await postForm("/desk/sign-ins/end", { id }, { Cookie: cookies[0] });
		expect(await areOwners()).toEqual([true, false, true]);
		await postForm("/desk/sign-ins/end", { id: "others" }, { Cookie: cookies[0] });
		expect(await areOwners()).toEqual([true, false, false]);
	});

	test("cannot be used by another site's page", async () => {
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
		["POST", "/desk/dates"],
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
	let data: NewData;
	let token = "";
	beforeAll(async () => {
		data = await makeNewData();
	});
	afterAll(() => data?.remove());

	test("is created at the first start, readable by its user only, and signs in behind a proxy: the cookie is Secure, and the Host header may be the proxy's", async () => {
		await using proxied = await startServer(data.dataDir, {
			...data.environment,
			OWNER_TOKEN: "",
			SITE_URL: "https://photos.example/",
			PORT: await freePort(),
			WORKERS: "0",
		});
		const path = `${data.dataDir}/owner-token`;
		token = (await readFile(path, "utf8")).trim();
		expect(token).toMatch(/^[\w-]{32}$/);
		expect(((await stat(path)).mode & 0o777).toString(8)).toBe("600");
		const link = /^Sign in: +(\S+)$/m.exec(proxied.output())?.[1] ?? "";
		expect(link).toStartWith("https://photos.example/sign-in?link=");
		expect(link).not.toContain(token);
		const { pathname, search } = new URL(link);
		expect((await fetch(proxied.url + pathname + search, manual)).status).toBe(200);
		const signedIn = await fetch(`${proxied.url}/sign-in`, {
			...manual,
			method: "POST",
			body: new URLSearchParams({ token }),
		});
		expect(signedIn.headers.get("set-cookie")).toEndWith("; Secure");
		const post = (Origin: string) =>
			fetch(`${proxied.url}/api/photos`, {
				method: "POST",
				headers: { Cookie: cookieOf(signedIn), Origin },
				body: form([["a.jpg", drawn(2)]]),
			});
		expect((await post("https://photos.example")).status).toBe(202);
		expect((await post("https://photos.example.evil.example")).status).toBe(403);
		await proxied.stop();
	});

	test("is that of the first start later", async () => {
		const settings = { ...data.environment, OWNER_TOKEN: "", WORKERS: "0" };
		await using later = await startServerInProcess(data.dataDir, settings);
		const asOwner = { headers: { Authorization: `Bearer ${token}` } };
		expect((await fetch(`${later.url}/upload`, asOwner)).status).toBe(200);
	});
});
