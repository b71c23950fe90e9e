import { afterAll, beforeAll, expect, test } from "bun:test";
import { type RunningServer, startNewServer } from "../../running-server.ts";
import { asOwner, OWNER, type PhotoAnswer, photo, upload } from "../client.ts";
import { drawn, withExif } from "../drawn-photos.ts";
import { settled } from "../photo-events.ts";

let server: RunningServer;
/** With a time in EXIF, with a date in the name, and without any. */
let ids: readonly string[];
beforeAll(async () => {
	server = await startNewServer();
	ids = await upload(
		server,
		["camera.jpg", withExif(drawn(1), 1)],
		["IMG-20140601-WA0001.jpg", drawn(2)],
		["lake.jpg", drawn(3)],
	);
	await settled(server, ids);
});
afterAll(() => server?.remove());

const html = async (path: string) => (await fetch(server.url + path)).text();

const listed = async (): Promise<readonly PhotoAnswer[]> =>
	(await (await fetch(`${server.url}/api/photos`)).json()).photos;

const takenAt = async (id: string): Promise<unknown> =>
	(await (await fetch(`${server.url}/api/photos/${id}`)).json()).takenAt;

type Fields = Readonly<Record<string, string>>;

/** Sends a form of the desk about these photos. */
function postSelected(path: string, fields: Fields, selected = ids): Promise<Response> {
	const boxes = Object.fromEntries(selected.map((id) => [`photo.${id}`, "on"]));
	return post(path, { ...boxes, ...fields });
}

function post(path: string, fields: Fields): Promise<Response> {
	const body = new URLSearchParams(fields);
	return fetch(server.url + path, { method: "POST", headers: OWNER, body, redirect: "manual" });
}

const postDates = (fields: Fields) => postSelected("/desk/dates", fields);

test("the home page, the list and the neighbours follow the dates, the feed the uploads", async () => {
	const [timed = "", named = "", undated = ""] = ids;
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

test("the owner sets a date with the API, and learns what is wrong with another", async () => {
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
	const [timed = "", named = "", undated = ""] = ids;
	const asked = await (await postDates({})).text();
	expect(asked).toContain("Dates of these 3 photos");
	const before = Date.parse(`${String(await takenAt(timed)).slice(0, 19)}Z`);
	expect(await (await postDates({ change: "shift", hours: "-1,5" })).text()).toContain(
		"Saved: 1 of 3. The others have no time of day.",
	);
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
	const [timed = ""] = ids;
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

const desk = async (query: string) => (await asOwner(server, `/desk${query}`)).text();

test("the desk finds photos, says how many, and keeps the search in the address", async () => {
	const [timed = "", named = "", undated = ""] = ids;
	for (const id of ids) await asOwner(server, `/api/photos/${id}`, patch({ title: null }));
	await asOwner(server, `/api/photos/${named}`, patch({ title: "Ærø, <b>at</b> dusk" }));
	const found = await desk("?q=aero+DUSK&show=all");
	expect(found).toContain("1 photo found");
	expect(found).toContain(`data-photo="${named}"`);
	expect(found).not.toContain(`data-photo="${timed}"`);
	expect(found).toContain('name="q" dir="auto" value="aero DUSK"');
	// Forms lead back to the search.
	expect(found).toContain('<input type="hidden" name="q" value="aero DUSK"/>');
	const untitled = await desk("?show=untitled");
	expect(untitled).toContain("2 photos found");
	expect(untitled).not.toContain(`data-photo="${named}"`);
	expect(await desk("?q=lake&show=nonsense")).toContain(`data-photo="${undated}"`);
	expect(await desk("?q=%27%29+--+%26%00%F0")).toContain("No photos found");
	expect((await asOwner(server, `/desk?q=${"a".repeat(201)}`)).status).toBe(400);
});

test("the owner gives several photos titles by a pattern, in the order in which they were taken", async () => {
	const [timed = "", named = "", undated = ""] = ids;
	for (const [i, date] of ["2015-05", "2014-03-02", null].entries()) {
		await asOwner(server, `/api/photos/${ids[i]}`, patch({ takenAt: date }));
	}
	const asked = await (await postSelected("/desk/titles", {})).text();
	expect(asked).toContain("Titles of these 3 photos");
	const set = (pattern: string) => postSelected("/desk/titles", { change: "set", pattern });
	expect(await (await set(" Oslo {n}, {date} ")).text()).toContain("Saved: 3 photos");
	expect(await titles([named, timed, undated])).toEqual([
		"Oslo 1, 2 March 2014",
		"Oslo 2, May 2015",
		"Oslo 3",
	]);
	for (const pattern of ["{nr}", "{n} {}", "a".repeat(201), "\0"]) {
		expect([pattern, (await set(pattern)).status]).toEqual([pattern, 400]);
	}
	await set("$& {n}{n}");
	expect(await titles([named])).toEqual(["$& 11"]);
	await set("");
	expect(await titles(ids)).toEqual([null, null, null]);
});

test("the owner changes all that a search finds, but not if it finds another number than asked", async () => {
	await postSelected("/desk/titles", { change: "set", pattern: "Pier {n}" });
	const search = { all: "yes", q: "pier", show: "all" };
	const asked = await (await post("/desk/titles", search)).text();
	expect(asked).toContain("Titles of these 3 photos");
	expect(asked).toContain('name="count" value="3"');
	expect(asked).toContain('href="/desk?q=pier"');
	const changed = { ...search, change: "set", pattern: "Quay" };
	const refused = await (await post("/desk/titles", { ...changed, count: "2" })).text();
	expect(refused).toContain("Nothing was changed: the search now finds 3 photos, not 2.");
	expect(await titles(ids.slice(0, 1))).toEqual([expect.stringMatching(/^Pier \d$/)]);
	await post("/desk/titles", { ...changed, count: "3" });
	expect(await titles(ids)).toEqual(["Quay", "Quay", "Quay"]);
	// Without a search and without boxes, nothing is selected.
	const none = await post("/desk/delete", { ...search, q: "&", confirmed: "yes" });
	expect([none.status, none.headers.get("location")]).toEqual([303, "/desk?q=%26"]);
	expect((await post("/desk/delete", { confirmed: "yes" })).status).toBe(303);
	expect(await listed()).toHaveLength(3);
});

test("a thousand boxes may be checked, and photos that are gone are left out", async () => {
	const gone = Array.from({ length: 997 }, (_, i) => (i + 1).toString(16).padStart(32, "0"));
	const fields = { change: "set", pattern: "Number {n}" };
	const saved = await (await postSelected("/desk/titles", fields, [...gone, ...ids])).text();
	expect(saved).toContain("Saved: 3 photos");
	expect((await titles(ids)).toSorted()).toEqual(["Number 1", "Number 2", "Number 3"]);
	expect((await postSelected("/desk/titles", fields, gone)).status).toBe(303);
});

test("the owner shows and hides the location of those that have one", async () => {
	const [timed = ""] = ids;
	const shows = async () => (await photo(server, timed))?.showsPosition;
	const page = async (change: string) => (await postSelected("/desk/locations", { change })).text();
	expect(await page("")).toContain("The files of 1 photo say where they were taken");
	await page("show");
	expect(await shows()).toBe(true);
	expect(await desk("?show=position-shown")).toContain("1 photo found");
	expect(await page("hide")).toContain("visitors see it of 0");
	expect(await shows()).toBe(false);
});

test("texts that the site took in from a file can be saved, and a line break counts once", async () => {
	const [id = ""] = ids;
	const long = "x".repeat(2000);
	expect((await asOwner(server, `/api/photos/${id}`, patch({ title: long }))).status).toBe(200);
	// Browsers send each of 2500 line breaks as two characters.
	const caption = `${"a\r\n".repeat(2499)}bb`;
	const sent = { title: long, caption };
	expect((await post(`/desk/photos/${id}`, sent)).status).toBe(303);
	expect(await photo(server, id)).toMatchObject({
		title: long,
		caption: caption.replaceAll("\r\n", "\n"),
	});
	const edit = (body: object) => asOwner(server, `/api/photos/${id}`, patch(body));
	expect((await edit({ caption })).status).toBe(200);
	expect((await edit({ caption: `${caption}c` })).status).toBe(400);
	expect((await edit({ title: `${long}y` })).status).toBe(400);
	expect((await edit({ title: "\ud800" })).status).toBe(200);
});

test("the owner deletes all that a search finds, once the number is confirmed", async () => {
	const search = { all: "yes", q: "jpg" };
	const asked = await (await post("/desk/delete", search)).text();
	expect(asked).toContain("Delete these 3 photos?");
	expect(await listed()).toHaveLength(3);
	await post("/desk/delete", { ...search, confirmed: "yes", count: "4" });
	expect(await listed()).toHaveLength(3);
	const done = await post("/desk/delete", { ...search, confirmed: "yes", count: "3" });
	expect(done.headers.get("location")).toMatch(/^\/desk\?q=jpg/);
	expect(await listed()).toEqual([]);
});

const patch = (body: object) => ({ method: "PATCH", body });

const titles = (of: readonly string[]): Promise<readonly unknown[]> =>
	Promise.all(of.map(async (id) => (await photo(server, id))?.title));
