import { expect, test } from "bun:test";
import { publishAlone } from "../../photos/publishing.ts";
import { builtInProfile, encode, imageOf, withProfile } from "../../pictures/painter.ts";
import { paint } from "../../pictures/pixels.ts";
import { contains, distance, meanColour, readPixels } from "../../pictures/read.ts";
import { vips } from "../engine.ts";

/** One colour in Display P3, and in sRGB. */
const IN_P3 = [180, 90, 60];
const IN_SRGB = [193, 83, 50];

test("the placeholder of a photo in Display P3 is in sRGB, without a profile", async () => {
	const image = imageOf(paint(300, 200, 3, () => IN_P3));
	const original = encode(withProfile(image, builtInProfile("p3")), "jpeg");
	const { published, mezzanines } = await publishAlone(vips, original);
	const placeholder = Uint8Array.fromBase64(published.placeholder.split(",")[1] ?? "");
	expect(contains(placeholder, "ICCP")).toBe(false);
	expect(contains(mezzanines[0] ?? placeholder, "ICC_PROFILE")).toBe(true);
	expect(placeholder.length).toBeLessThan(200);
	expect(distance(meanColour(await readPixels(placeholder)), IN_SRGB)).toBeLessThan(8);
});
