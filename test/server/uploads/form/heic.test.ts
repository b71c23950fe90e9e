import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { box } from "../../../containers/avif.ts";
import { big, join as joined, noise } from "../../../containers/bytes.ts";
import { richExif } from "../../../containers/exif.ts";
import { heic, hevcOf } from "../../../containers/heic.ts";
import { drawnHeic } from "../../../pictures/heic/drawn.ts";
import { BLUE, GREEN, RED, YELLOW } from "../../../pictures/pixels.ts";
import { distance, quarterColours, readPixels } from "../../../pictures/read.ts";
import { startNewServer } from "../../../running-server.ts";
import { upload } from "../../client.ts";
import { filesIn, publicFilesWith } from "../../data-folder.ts";
import { settled } from "../../photo-events.ts";

const server = await startNewServer();
afterAll(server.remove);

/** A photo that was taken on its side: `irot` and EXIF both say so, and only `irot` counts. */
const original = heic(hevcOf(drawnHeic("quadrants")), {
	properties: [box("irot", 3)],
	items: [{ id: 9, type: "Exif", bytes: joined(big(0, 4), richExif(6)) }],
	references: [["cdsc", 9, 1]],
	after: [box("mpvd", joined("SECRET-VIDEO", noise(400)))],
});

test("a HEIC is published upright and says its camera; what is private stays in the original", async () => {
	const [id = ""] = await upload(server, ["IMG_1.HEIC", original]);
	const [photo] = await settled(server, [id]);
	expect(photo).toMatchObject({ status: "published", width: 64, height: 96 });
	expect(photo?.camera).toBe("Canon EOS 5D Mark III");
	const variant = await fetch(`${server.url}${photo?.url}?width=64`, {
		headers: { Accept: "image/webp" },
	});
	expect(variant.headers.get("content-type")).toBe("image/webp");
	const found = quarterColours(await readPixels(await variant.bytes()));
	const shown = [BLUE, RED, YELLOW, GREEN];
	expect(Math.max(...shown.map((colour, i) => distance(found[i] ?? [], colour)))).toBeLessThan(30);
	expect(await publicFilesWith(server, "SECRET", "Canon", "hvc1")).toEqual([]);
	const kept = (await filesIn(server, "media")).find((name) => name.endsWith(`originals/${id}`));
	const bytes = await Bun.file(join(server.dataDir, "media", kept ?? "")).bytes();
	expect(bytes).toEqual(original);
});
