import { afterAll, beforeAll, expect, test } from "bun:test";
import { type RunningServer, startNewServer } from "../../running-server.ts";
import { asOwner, OWNER, type PhotoAnswer, upload } from "../client.ts";
import { drawn, withExif } from "../drawn-photos.ts";
import { settled } from "../photo-events.ts";

let server: RunningServer;
/** With a time in EXIF, with a date in the name, and without any. */
let ids: readonly [timed: string, named: string, undated: string];
beforeAll(async () => {
	server = await startNewServer();
	const [timed = "", named = "", undated = ""] = await upload(
		server,
		["camera.jpg", withExif(drawn(1), 1)],
		["IMG-20140601-WA0001.jpg", drawn(2)],
		["lake.jpg", drawn(3)],
	);
	ids = [timed, named, undated];
	await settled(server, ids);
});
afterAll(() => server?.remove());

const html = async (path: string) => (await fetch(server.url + path)).text();

const listed = async (): Promise<readonly PhotoAnswer[]> =>
	(await (await fetch(`${server.url}/api/photos`)).json()).photos;

const takenAt = async (id: string): Promise<unknown> =>
	(await (await fetch(`${server.url}/api/photos/${id}`)).json()).takenAt;

async function postDates(fields: Readonly<Record<string, string>>): Promise<Response> {
	const selected = Object.fromEntries(ids.map((id) => [`photo.${id}`, "on"]));
	const body = new URLSearchParams({ ...selected, ...fields });
	return fetch(`${server.url}/desk/dates`, { method: "POST", headers: OWNER, body });
}

test("the home page, the list and the neighbours follow the dates, the feed the uploads", async () => {
	const [timed, named, undated] = ids;
	const [year] = String(await takenAt(timed)).split("-");
	expect((await listed()).map(({ id }) => id)).toEqual(
		Number(year) > 2014 ? [undated, timed, named] : [undated, named, timed],
	);
	const home = await html("/");
	expect(home).toContain("<h2>June 2014</h2>");
	expect(home).toMatch(new RegExp(`<h2>\\w+ ${year}</h2>`));
	const feed = await html("/feed.atom");
	const positions = ids.map((id) => feed.indexOf(`/photos/${id}`));
	expect(positions).toEqual([...positions].sort((a, b) => a - b));
	const first = await html(`/photos/${undated}`);
	expect(first).not.toContain('rel="prev"');
});

test("the owner sets a date with the API, and is told what is wrong with another", async () => {
	const [, named] = ids;
	const edit = (date: unknown) =>
		asOwner(server, `/api/photos/${named}`, { method: "PATCH", body: { takenAt: date } });
	expect(await (await edit("1978-05")).json()).toMatchObject({ takenAt: "1978-05" });
	expect((await listed()).at(-1)?.id).toBe(named);
	expect(await html("/")).toContain("<h2>May 1978</h2>");
	for (const date of ["May", 1978, "2018-13"]) {
		const response = await edit(date);
		expect(response.status).toBe(400);
		expect((await response.json()).error.message).toMatch(/^Cannot read (the date|takenAt): /);
	}
	expect(await (await edit(null)).json()).toMatchObject({ takenAt: null });
	expect(await html("/")).toContain("<h2>June 2014</h2>");
});

test("the owner moves several photos by hours, and sets several to one date, without script", async () => {
	const [timed, named, undated] = ids;
	const asked = await (await postDates({})).text();
	expect(asked).toContain("Dates of these 3 photos");
	expect(asked).toContain("2 photos have no time of day");
	const before = Date.parse(`${String(await takenAt(timed)).slice(0, 19)}Z`);
	expect(await (await postDates({ change: "shift", hours: "-1,5" })).text()).toContain("Saved");
	const after = Date.parse(`${String(await takenAt(timed)).slice(0, 19)}Z`);
	expect(after - before).toBe(-5_400_000);
	expect([await takenAt(named), await takenAt(undated)]).toEqual([null, null]);
	for (const hours of ["", "soon", "1e9", "99999999"]) {
		expect((await postDates({ change: "shift", hours })).status).toBe(400);
	}
	await postDates({ change: "set", takenAt: "2015-05-04 10:20" });
	for (const id of ids) expect(await takenAt(id)).toBe("2015-05-04T10:20:00");
	expect((await listed()).map(({ id }) => id)).toEqual([...ids]);
	expect((await postDates({ change: "set", takenAt: "soon" })).status).toBe(400);
});

test("the owner's edit page changes the date", async () => {
	const [timed] = ids;
	const path = `/desk/photos/${timed}`;
	await fetch(server.url + path, {
		method: "POST",
		headers: OWNER,
		body: new URLSearchParams({ takenAt: "2013-02-01 08:00 +01:00" }),
	});
	expect(await takenAt(timed)).toBe("2013-02-01T08:00:00+01:00");
	const page = await (await asOwner(server, path)).text();
	expect(page).toContain('value="2013-02-01 08:00:00 +01:00"');
	// Words may be of any script.
	expect(page).toMatch(/<h1 dir="auto">.*<input name="title" dir="auto"/s);
	expect(await html(`/photos/${timed}`)).toContain('<h1 dir="auto">');
});
