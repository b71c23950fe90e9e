import { afterAll, beforeAll, expect, test } from "bun:test";
import { ascii, join } from "../../containers/bytes.ts";
import { text, tiff } from "../../containers/exif.ts";
import { segment } from "../../containers/jpeg.ts";
import { startNewServer } from "../../running-server.ts";
import { asOwner, OWNER, post } from "../client.ts";
import { drawn } from "../drawn-photos.ts";
import { settled } from "../photo-events.ts";

const server = await startNewServer();
afterAll(server.remove);

/** Words that stay the owner's by default, as they are in the file. */
const PLANTED = ["Plantedname", "Plantedartist", "Plantedright", "Plantedkeyword"] as const;

const ids: string[] = [];
beforeAll(async () => {
	const [filename, artist, copyright, keyword] = PLANTED;
	const exif = tiff([text(0x10f, "Canon"), text(0x13b, artist), text(0x8298, copyright)], [], []);
	const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject><rdf:Bag><rdf:li>${keyword}</rdf:li></rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>`;
	const metadata = join(
		segment(0xe1, join("Exif\0\0", exif)),
		segment(0xe1, ascii(`http://ns.adobe.com/xap/1.0/\0${xmp}`)),
	);
	for (const number of [1, 2]) {
		const jpeg = drawn(number);
		const bytes = join(jpeg.subarray(0, 2), metadata, jpeg.subarray(2));
		const { photos } = await (await post(server, [`${filename} ${number}.jpg`, bytes])).json();
		ids.push(photos[0].id);
	}
	await settled(server, ids);
});

/** Everything that a visitor can get: pages, JSON, feed, sitemap, images, counters. */
async function publicTexts(): Promise<ReadonlyMap<string, string>> {
	const paths = [
		...["/", "/feed.atom", "/sitemap.xml", "/robots.txt", "/metrics", "/openapi/json", "/readyz"],
		...["/api/photos", "/api/photos?limit=1", "/sign-in", "/nowhere", "/api/photos/nowhere"],
		...ids.flatMap((id) => [
			...[`/photos/${id}`, `/api/photos/${id}`, `/desk/photos/${id}`],
			...[`/media/${id}/x.jpg`, `/media/${id}/x.jpg?width=64`, `/media/${id}/x.jpg?width=0`],
		]),
	];
	const texts = new Map<string, string>();
	for (const path of paths) {
		const response = await fetch(server.url + path, { redirect: "manual" });
		const body = Buffer.from(await response.arrayBuffer()).toString("latin1");
		texts.set(path, `${JSON.stringify([...response.headers])} ${body}`.toLowerCase());
	}
	return texts;
}

async function pathsWith(word: string): Promise<readonly string[]> {
	const texts = await publicTexts();
	return [...texts].flatMap(([path, body]) => (body.includes(word.toLowerCase()) ? [path] : []));
}

test("nothing that visitors get has the owner's words", async () => {
	const texts = [...(await publicTexts()).values()].join();
	expect(texts).toContain("canon");
	expect(PLANTED.filter((word) => texts.includes(word.toLowerCase()))).toEqual([]);
});

test("the owner's words are shown for a photo if the owner says so, and hidden again", async () => {
	const [id = "", other = ""] = ids;
	const show = async (showsWords: unknown) =>
		(await asOwner(server, `/api/photos/${id}`, { method: "PATCH", body: { showsWords } })).json();
	expect(await show(true)).toMatchObject({ showsWords: true });
	const page = `/photos/${id}`;
	for (const word of PLANTED) {
		expect(await pathsWith(word)).toEqual(expect.arrayContaining([page, "/api/photos"]));
	}
	expect(await pathsWith("Plantedartist")).toContain("/feed.atom");
	expect(await pathsWith("Plantedartist")).not.toContain(`/photos/${other}`);
	expect((await show("yes")).error.message).toContain("showsWords");
	expect(await show(null)).toMatchObject({ showsWords: null });
	for (const word of PLANTED) expect(await pathsWith(word)).toEqual([]);
});

test("the owner sees all words, and chooses on the photo's edit page", async () => {
	const [id = ""] = ids;
	const path = `/desk/photos/${id}`;
	const choose = (words: string) =>
		fetch(server.url + path, {
			method: "POST",
			headers: OWNER,
			body: new URLSearchParams({ words }),
		});
	const json = await (await asOwner(server, `/api/photos/${id}`)).json();
	expect(json).toMatchObject({ filename: "Plantedname 1.jpg", artist: "Plantedartist" });
	await choose("all");
	expect(await (await asOwner(server, path)).text()).toMatch(/<option value="all" selected>/);
	expect(await pathsWith("Plantedartist")).toContain(`/photos/${id}`);
	await choose("title");
	expect(await pathsWith("Plantedartist")).toEqual([]);
});
