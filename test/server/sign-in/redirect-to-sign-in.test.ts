import { afterAll, expect, test } from "bun:test";
import { signInPath } from "../../../server/sign-in/sign-in-link.ts";
import { startNewServer } from "../../running-server.ts";
import { TOKEN } from "../../server-environment.ts";

const server = await startNewServer({ WORKERS: "0" });
afterAll(server.remove);

const manual = { redirect: "manual" } as const;

function signIn(fields: Readonly<Record<string, string>>): Promise<Response> {
	const body = new URLSearchParams(fields);
	return fetch(`${server.url}/sign-in`, { method: "POST", body, ...manual });
}

test("visitors of the owner's pages are redirected to the sign-in page", async () => {
	const response = await fetch(`${server.url}/upload`, manual);
	expect(response.status).toBe(303);
	expect(response.headers.get("location")).toBe("/sign-in?wanted=%2Fupload");
});

test("signing in leads back to the requested page, also after a wrong token", async () => {
	const wanted = "/desk?cursor=a%2Fb&x=1";
	const redirect = await fetch(server.url + wanted, manual);
	const address = redirect.headers.get("location") ?? "";
	expect(new URL(address, server.url).searchParams.get("wanted")).toBe(wanted);
	const field = 'name="wanted" value="/desk?cursor=a%2Fb&amp;x=1"';
	expect(await (await fetch(server.url + address)).text()).toContain(field);
	const wrong = await signIn({ token: "wrong", wanted });
	expect(await wrong.text()).toContain(field);
	const right = await signIn({ token: TOKEN, wanted });
	expect(right.headers.get("location")).toBe(wanted);
	const link = `${server.url}${signInPath(TOKEN, Date.now())}&wanted=${encodeURIComponent(wanted)}`;
	const secret = new URL(link).searchParams.get("link") ?? "";
	expect(await (await fetch(link)).text()).toContain(field);
	expect((await signIn({ link: secret, wanted })).headers.get("location")).toBe(wanted);
});

test.each([
	"//elsewhere.example/",
	"/\\elsewhere.example/",
	"https://elsewhere.example/",
	"javascript:alert(1)",
	"/desk\r\nSet-Cookie: a=b",
	"/\t/elsewhere.example/",
	"desk",
	"",
])("signing in never leads to another site: %j", async (wanted) => {
	const response = await signIn({ token: TOKEN, wanted });
	expect(response.status).toBe(303);
	expect(response.headers.get("location")).toBe("/");
});
