import { afterAll, beforeAll, expect, test } from "bun:test";
import { axeViolations } from "../../browser/axe.ts";
import { visit } from "../../browser/browser.ts";
import { signIn } from "../../browser/sign-in.ts";
import { until } from "../../patience.ts";
import { requires } from "../../requirements.ts";
import {
	type RunningServer,
	startNewServer,
	startPgliteServerInProcess,
} from "../../running-server.ts";
import { TOKEN } from "../../server-environment.ts";
import { sharedChromium, sharedRedis } from "../../services/shared.ts";
import { asOwner, OWNER, upload } from "../client.ts";
import { drawn } from "../drawn-photos.ts";

const PATH = "/admin/queue/board";
const manual = { redirect: "manual" } as const;
const setUps = [
	{
		name: "PGlite",
		needs: [],
		start: startPgliteServerInProcess,
		environment: async () => ({}),
	},
	{ name: "Postgres", needs: ["postgres"], start: startNewServer, environment: async () => ({}) },
	{
		name: "Redis",
		needs: ["postgres", "redis"],
		start: startNewServer,
		environment: async () => ({
			REDIS_URL: await (await sharedRedis()).createDatabase(),
		}),
	},
] as const;

type QueueAnswer = {
	readonly counts: Readonly<Record<string, number>>;
	readonly isPaused: boolean;
	readonly name: string;
	readonly jobs: readonly { readonly id: string; readonly data: { readonly photoId: string } }[];
};

for (const { name, needs, start, environment } of setUps) {
	requires(...needs).describe(`the queue's board on ${name}`, () => {
		let server: RunningServer;
		let ids: readonly string[];
		beforeAll(async () => {
			server = await start({ WORKERS: "0", AVIF: "true", ...(await environment()) });
			const files = Array.from({ length: 5 }, (_, i) => [`${i}.jpg`, drawn(i)] as const);
			ids = await upload(server, ...files);
		});
		afterAll(() => server?.remove());

		async function allQueues(): Promise<readonly [QueueAnswer, ...QueueAnswer[]]> {
			const response = await asOwner(server, `${PATH}/api/queues?activeQueue=photos&page=1`);
			return (await response.json()).queues;
		}
		const queue = async (): Promise<QueueAnswer> => (await allQueues())[0];
		const act = (path: string, headers: Readonly<Record<string, string>> = OWNER) =>
			fetch(`${server.url}${PATH}/api/queues/photos/${path}`, {
				method: "PUT",
				headers,
				...manual,
			});

		test("shows the owner all waiting photos", async () => {
			// Jobs are added after the upload's response.
			await until("all five jobs wait", async () => (await queue()).jobs.length === 5);
			const { counts, jobs } = await queue();
			expect((counts.waiting ?? 0) + (counts.prioritized ?? 0)).toBe(5);
			expect(jobs.map(({ data }) => data.photoId).sort()).toEqual([...ids].sort());
		});

		test("shows the background lane's queue after that of photos to publish", async () => {
			const names = (await allQueues()).map(({ name }) => name);
			expect(names).toEqual(["photos", "background"]);
		});

		test("is behind a page in plain words, from which a paused queue is resumed", async () => {
			const read = async () => (await asOwner(server, "/admin/queue")).text();
			const page = await read();
			expect(page).toContain("0 photos are being published, 5 wait.");
			for (let i = 0; i < 5; i++) expect(page).toContain(`<bdi>${i}.jpg</bdi>`);
			expect(page).toContain(`href="${PATH}"`);
			expect(page).not.toContain("paused");
			expect((await act("pause")).status).toBe(200);
			expect(await read()).toContain("The queue is paused");
			const resume = { method: "POST", headers: OWNER, body: new URLSearchParams(), ...manual };
			const resumed = await fetch(`${server.url}/admin/queue/resume`, resume);
			expect(resumed.headers.get("location")).toBe("/admin/queue");
			expect((await queue()).isPaused).toBe(false);
		});

		test("lets the owner pause and resume the queue and delete a job", async () => {
			expect((await act("pause")).status).toBe(200);
			expect((await queue()).isPaused).toBe(true);
			expect((await act("resume")).status).toBe(200);
			expect((await queue()).isPaused).toBe(false);
			expect((await act(`${ids[4]}/clean`)).ok).toBe(true);
			expect((await queue()).jobs.map(({ id }) => id)).not.toContain(ids[4]);
		});

		test("redirects visitors to the sign-in page, and answers programs with 401", async () => {
			for (const path of ["", "/", "/queue/photos", "/nonsense"]) {
				const response = await fetch(server.url + PATH + path, manual);
				const wanted = encodeURIComponent(PATH + path);
				expect([response.status, response.headers.get("location")]).toEqual([
					303,
					`/sign-in?wanted=${wanted}`,
				]);
			}
			for (const path of ["/api/queues", "/api/redis/stats", "/static/favicon.ico", "/api/x"]) {
				expect((await fetch(server.url + PATH + path, manual)).status).toBe(401);
			}
			expect((await act("pause", {})).status).toBe(401);
			expect((await queue()).isPaused).toBe(false);
		});

		test("accepts a session, but not from another site's page", async () => {
			const signedIn = await fetch(`${server.url}/sign-in`, {
				...manual,
				method: "POST",
				body: new URLSearchParams({ token: TOKEN }),
			});
			const Cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
			expect((await act("pause", { Cookie, Origin: "https://elsewhere.example" })).status).toBe(
				403,
			);
			expect((await queue()).isPaused).toBe(false);
			expect((await act("resume", { Cookie, Origin: server.url })).status).toBe(200);
		});

		test("loads nothing from third parties, and forbids it by policy", async () => {
			const response = await asOwner(server, PATH);
			expect(response.headers.get("content-security-policy")).toStartWith("default-src 'self';");
			expect(response.headers.get("cache-control")).toBe("no-store");
			const html = await response.text();
			expect(html).toContain("static/js/main");
			expect(html).not.toMatch(/(src|href)=["']?(https?:)?\/\//);
		});

		requires("chromium").test("opens in a browser without errors", async () => {
			await using browser = await sharedChromium();
			const { page, problems } = await visit(browser, server);
			await signIn(page);
			await page.goto(PATH);
			await page.getByRole("link", { name: "photos" }).first().click();
			await page.getByText("Photos to publish").waitFor();
			await page.goto(`${PATH}/queue/photos?status=waiting`);
			await page
				.getByText(ids[0] ?? "")
				.first()
				.waitFor();
			await page.getByRole("button", { name: "Settings" }).waitFor();
			const violations = await axeViolations(page);
			expect(violations.filter((line) => line.includes("button-name"))).toEqual([]);
			expect(problems).toEqual([]);
		});
	});
}
