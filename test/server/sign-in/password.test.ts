import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type RunningServer, startedFolder } from "../../running-server.ts";
import { TOKEN } from "../../server-environment.ts";
import { startServerInProcess } from "../../server-in-process.ts";
import { type ServerProcess, startServer } from "../../server-process.ts";
import { removeFolder } from "../../temporary-folder.ts";

const PASSWORD = "correct horse battery staple";
/** Wrong passwords that are too long are counted, but not hashed, which takes a sixth of a second. */
const TOO_LONG = "a".repeat(501);
const manual = { redirect: "manual" } as const;
const environment = { WORKERS: "0" };
const dataDir = await startedFolder();
/** The first server, which is killed. */
let first: ServerProcess;
let server: RunningServer;
/** The cookie of a session that began on the first server. */
let session: string;
beforeAll(async () => {
	first = await startServer(dataDir, environment);
	server = first;
});
afterAll(async () => {
	await first?.stop("SIGKILL");
	await server?.remove();
	await removeFolder(dataDir);
});

type Fields = Readonly<Record<string, string>>;

function postForm(path: string, fields: Fields, headers: Fields = {}): Promise<Response> {
	const body = new URLSearchParams(fields);
	return fetch(server.url + path, { method: "POST", body, headers, ...manual });
}

const cookieOf = (response: Response): string =>
	response.headers.get("set-cookie")?.split(";")[0] ?? "";

async function signIn(fields: Fields = { password: PASSWORD }) {
	return cookieOf(await postForm("/sign-in", fields));
}

async function isOwner(Cookie: string): Promise<boolean> {
	const response = await fetch(`${server.url}/desk`, { headers: { Cookie }, ...manual });
	return response.status === 200;
}

/** Tries a password from an address, through a proxy on this machine. */
async function attempt(password: string, address: string): Promise<number> {
	const headers = { "X-Forwarded-For": `203.0.113.250, ${address}` };
	return (await postForm("/sign-in", { password }, headers)).status;
}

describe("a password", () => {
	test("does not sign in before it is set", async () => {
		expect(await attempt("", "198.51.100.1")).toBe(401);
		expect(await attempt(PASSWORD, "198.51.100.1")).toBe(401);
		const form = await (await fetch(`${server.url}/sign-in`)).text();
		expect(form).toContain("Owner token");
	});

	test("can be set by the owner only, which ends all other sessions", async () => {
		expect((await postForm("/desk/password", { password: PASSWORD })).status).toBe(401);
		const [here, elsewhere] = [await signIn({ token: TOKEN }), await signIn({ token: TOKEN })];
		const short = await postForm("/desk/password", { password: "123456789" }, { Cookie: here });
		expect(short.status).toBe(400);
		expect(await short.text()).toContain("A password must have 10 to 500 characters.");
		expect(await isOwner(elsewhere)).toBe(true);
		const set = await postForm("/desk/password", { password: PASSWORD }, { Cookie: here });
		expect(set.status).toBe(200);
		expect([await isOwner(here), await isOwner(elsewhere)]).toEqual([true, false]);
	});

	test("signs in; so does the token, also in the password field", async () => {
		const form = await (await fetch(`${server.url}/sign-in`)).text();
		expect(form).toContain('name="password"');
		session = await signIn();
		expect(await isOwner(session)).toBe(true);
		expect(await isOwner(await signIn({ token: TOKEN }))).toBe(true);
		expect(await isOwner(await signIn({ password: TOKEN }))).toBe(true);
	});

	test("is not checked after ten wrong ones from an address; a sign-in link still works", async () => {
		const wrong = ["wrong guess", "another", ...Array.from({ length: 10 }, () => TOO_LONG)];
		const guesses = await Promise.all(wrong.map((guess) => attempt(guess, "198.51.100.7")));
		expect(guesses.filter((status) => status === 401)).toHaveLength(10);
		expect(guesses.filter((status) => status === 429)).toHaveLength(2);
		const right = await postForm(
			"/sign-in",
			{ password: PASSWORD },
			{ "X-Forwarded-For": "198.51.100.7" },
		);
		expect(right.status).toBe(429);
		expect(Number(right.headers.get("retry-after"))).toBeWithin(1, 901);
		expect(await right.text()).toContain("Too many wrong passwords: try again in 15 minutes");
		expect(await attempt(PASSWORD, "198.51.100.8")).toBe(303);
		const secret = /sign-in\?link=(\S+)/.exec(first.output())?.[1] ?? "";
		const link = await postForm(
			"/sign-in",
			{ link: secret },
			{ "X-Forwarded-For": "198.51.100.7" },
		);
		expect(link.status).toBe(303);
	});

	test("is checked in a browser that has signed in before, when others have used up all attempts", async () => {
		const signedIn = await postForm("/sign-in", { password: PASSWORD });
		const Cookie = signedIn.headers.getSetCookie()[1]?.split(";")[0] ?? "";
		const networks = Array.from({ length: 110 }, (_, i) => `2001:db8:${i}::1`);
		const guesses = await Promise.all(
			networks.map((network, i) => attempt(i === 0 ? "" : TOO_LONG, network)),
		);
		expect(guesses).toContain(429);
		expect(await attempt(PASSWORD, "198.51.100.99")).toBe(429);
		expect((await postForm("/sign-in", { password: PASSWORD }, { Cookie })).status).toBe(303);
		for (const forged of [Cookie.slice(0, -2), "widthwise_browser=a.9999999999999.b"]) {
			const headers = { Cookie: forged, "X-Forwarded-For": "198.51.100.98" };
			expect((await postForm("/sign-in", { password: PASSWORD }, headers)).status).toBe(429);
		}
	});

	test("survives kill -9 of the server, and so do sessions", async () => {
		await first.stop("SIGKILL");
		server = await startServerInProcess(dataDir, environment);
		expect(await isOwner(session)).toBe(true);
		expect(await isOwner(await signIn())).toBe(true);
	});

	test("is not stored or logged in plain text, nor is a cookie's secret", async () => {
		const secrets = [session, await signIn()].map((cookie) => cookie.split("=")[1] ?? "-");
		const files = await Array.fromAsync(new Bun.Glob("database/**").scan({ cwd: dataDir }));
		expect(files.length).toBeGreaterThan(10);
		for (const name of files) {
			const text = Buffer.from(await Bun.file(`${dataDir}/${name}`).bytes()).toString("latin1");
			expect([name, ...[PASSWORD, ...secrets].filter((it) => text.includes(it))]).toEqual([name]);
		}
		const printed = first.output() + server.log();
		for (const it of [PASSWORD, ...secrets]) expect(printed).not.toContain(it);
	});

	test("survives a change of the owner's token; sessions do not", async () => {
		const cookie = await signIn();
		await server.close();
		const OWNER_TOKEN = "another-token-0123456789";
		server = await startServerInProcess(dataDir, { ...environment, OWNER_TOKEN });
		expect(await isOwner(cookie)).toBe(false);
		expect(await isOwner(await signIn())).toBe(true);
	});
});
