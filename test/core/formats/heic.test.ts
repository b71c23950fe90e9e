import { describe, expect, test } from "bun:test";
import { probeImage } from "../../../core/formats/probe.ts";
import { readMetadata } from "../../../core/metadata/read.ts";
import { strip } from "../../../core/privacy/strip.ts";
import { verify } from "../../../core/privacy/verify.ts";
import { avif, box, ispe, PLAIN } from "../../containers/avif.ts";
import { big, join } from "../../containers/bytes.ts";
import { richExif } from "../../containers/exif.ts";
import { heic, heicGrid, hevcOf } from "../../containers/heic.ts";
import { XMP_PACKET } from "../../containers/metadata.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import { drawnHeic } from "../../pictures/heic/drawn.ts";

const picture = hevcOf(drawnHeic("quadrants"));

describe("a HEIC", () => {
	test("has the size, orientation and transparency that its boxes say", async () => {
		const plain = { type: "heic", width: 96, height: 64, orientation: 1, hasAlpha: false };
		expect(await probeImage(drawnHeic("quadrants"))).toMatchObject(plain);
		expect(await probeImage(drawnHeic("clear"))).toMatchObject({ ...plain, hasAlpha: true });
		expect(await probeImage(heicGrid(picture))).toMatchObject({
			...plain,
			width: 192,
			height: 128,
		});
		const turned = heic(picture, { properties: [box("irot", 3), box("imir", 1)] });
		expect(await probeImage(turned)).toMatchObject({ ...plain, orientation: 5 });
	});

	test("has the metadata of its items", async () => {
		const exif = join(big(0, 4), richExif(6));
		const photo = heic(picture, {
			items: [
				{ id: 8, type: "Exif", bytes: exif },
				{ id: 9, type: "mime", bytes: join(XMP_PACKET), info: "\0application/rdf+xml\0" },
			],
		});
		const metadata = await readMetadata(photo);
		expect(metadata).toMatchObject({ camera: "Canon EOS 5D Mark III", title: "Evening & harbour" });
		expect(metadata.position).not.toBeNull();
	});

	test("is not stripped or verified, because it is never published", async () => {
		expect(await codeOfAsync(() => strip(drawnHeic("quadrants")))).toBe("unsupported-format");
		expect(await codeOfAsync(() => verify(drawnHeic("quadrants")))).toBe("unsupported-format");
	});

	test("is refused if it is cut off, or if its picture is not HEVC", async () => {
		const cut = drawnHeic("quadrants").slice(0, -20);
		expect(await codeOfAsync(() => probeImage(cut))).toBe("truncated-file");
		const other = avif({ ...PLAIN, brands: "heicheic", properties: [ispe(9, 9)] });
		const refusal = probeImage(other).catch(String);
		expect(await refusal).toContain("The HEIC file is damaged: its picture has an unknown type");
	});
});
