import { describe, expect, test } from "bun:test";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathInside } from "../../../edge/nginx/path-inside.ts";
import { requires } from "../../requirements.ts";
import { makeTiedFolder } from "../../services/tied-process.ts";
import { BUCKETS, PHOTO, URLS, type UrlCase } from "../urls.ts";
import { storedIn } from "./some-site.ts";

const INFO = JSON.stringify({ contentType: "image/png", metadata: {} });

const uriOf = ({ path, query }: UrlCase): string =>
	query === undefined ? path : `${path}?${query}`;

/** The path inside nginx that a URL of the table has. */
function expectedPath({ query = "", expected }: UrlCase): string {
	if (!("name" in expected)) return "/widthwise/server";
	if (expected.name === "master") return `/widthwise/masters/png/${PHOTO}/master`;
	const choice = /(^|&)format=/.test(query) ? "fixed" : "negotiated";
	return `/widthwise/variants/${choice}/${PHOTO}/${expected.name}`;
}

describe("nginx's viewer function", () => {
	const find = (uri: string, { method = "GET", accept = "", info = INFO } = {}) =>
		pathInside({ method, uri, accept }, BUCKETS, (key) => {
			if (info === "" || key !== `photos/${PHOTO}/master`) throw new Error("ENOENT");
			return info;
		});

	test("snaps and negotiates the table of URLs", () => {
		for (const url of URLS) {
			const path = find(uriOf(url), { accept: url.accept });
			expect([url, path]).toEqual([url, expectedPath(url)]);
		}
	});

	test("leaves to the server what it does not know for certain", () => {
		const image = `/media/${PHOTO}/a.jpg`;
		expect(find(`${image}?width=400`, { method: "HEAD" })).toContain("w416.jpeg");
		for (const path of [
			find(`${image}?width=400`, { method: "POST" }),
			find(`${image}?width=400#top`),
			find(`${image}?width=400&${"%77&".repeat(500)}`),
			find(`${image}?width=400`, { accept: "image/webp,".repeat(200) }),
			find(image, { info: "" }),
			find(image, { info: "{" }),
			find(image, { info: '{"contentType":"text/html"}' }),
			find(`/media/../photos/${PHOTO}/master`),
			find(`//media/${PHOTO}/a.jpg`),
			find("*"),
			find(""),
		]) {
			expect(path).toBe("/widthwise/server");
		}
	});

	requires("njs").test("snaps and negotiates the table of URLs, on njs", async () => {
		const folder = await makeTiedFolder("viewer");
		try {
			const photo = join(folder.path, "public/photos", PHOTO);
			await mkdir(photo, { recursive: true });
			await writeFile(join(photo, "master.info"), INFO);
			const stored = await storedIn(folder.path, join(folder.path, "public"), BUCKETS);
			const requests = URLS.map((url) => ({
				method: "GET",
				headersIn: url.accept === "" ? {} : { Accept: url.accept },
				variables: { request_uri: uriOf(url) },
			}));
			const main = join(folder.path, "main.js");
			await writeFile(
				main,
				`import viewer from "${stored.viewer}";
					${JSON.stringify(requests)}.forEach(function (request) {
						console.log(viewer.path(request));
					});`,
			);
			const { stdout, stderr } = Bun.spawnSync(["njs", main]);
			expect(stderr.toString()).toBe("");
			expect(stdout.toString().trim().split("\n")).toEqual(URLS.map(expectedPath));
		} finally {
			await folder.remove();
		}
	});
});
