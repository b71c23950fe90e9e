import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readProfile } from "../../../core/formats/profile.ts";
import { readMetadata } from "../../../core/metadata/read.ts";
import { strip } from "../../../core/privacy/strip.ts";
import { verify } from "../../../core/privacy/verify.ts";
import { contains } from "../../containers/bytes.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import { corpusBytes, corpusFiles } from "../../corpus.ts";
import { requires } from "../../requirements.ts";

/** What exiftool may still find of a profile: numbers, and the two texts that all profiles get. */
const COLOUR_TAGS = new Set([
	...["ProfileCMMType", "ProfileVersion", "ProfileClass", "ColorSpaceData", "ProfileDateTime"],
	...["ProfileConnectionSpace", "ProfileFileSignature", "PrimaryPlatform", "CMMFlags"],
	...["DeviceManufacturer", "DeviceModel", "DeviceAttributes", "RenderingIntent", "ProfileID"],
	...["ConnectionSpaceIlluminant", "ProfileCreator", "ProfileDescription", "ProfileCopyright"],
	...["MediaWhitePoint", "ChromaticAdaptation", "RedMatrixColumn", "GreenMatrixColumn"],
	...["BlueMatrixColumn", "RedTRC", "GreenTRC", "BlueTRC", "GrayTRC"],
]);

const failing = corpusFiles("failing").filter((name) => !/\.(txt|md)$/.test(name));

requires("corpus").describe("files that were treated wrongly once", () => {
	test("are stripped and found clean, or refused", async () => {
		for (const name of failing) {
			const bytes = await corpusBytes("failing", name);
			if ((await codeOfAsync(() => strip(bytes))) !== "") continue;
			expect({ name, left: await verify(await strip(bytes)) }).toEqual({ name, left: [] });
		}
	});

	test("are read right", async () => {
		const of = async (name: string) => readMetadata(await corpusBytes("failing", name));
		expect((await of("camera-name-with-bytes-after-nul.jpg")).camera).toBe("GoPro HD2");
		expect((await of("lens-four-hyphens.jpg")).lens).toBeNull();
		expect((await of("iso-65535-instead-of-102400.jpg")).iso).toBe(102_400);
		expect((await of("caption-olympus-digital-camera.jpg")).caption).toBeNull();
		expect((await of("make-as-bytes-shown-as-numbers.jpg")).camera).toStartWith("Google ");
	});

	test("publish no monitor's serial number", async () => {
		const png = await corpusBytes("failing", "png-display-profile-publishes-monitor-serial.png");
		const serial = Uint8Array.of(0x0b, 0xad, 0xca, 0xfe);
		expect(contains(readProfile(png, "png") ?? png, serial)).toBe(true);
		expect(contains(readProfile(await strip(png), "png") ?? png, serial)).toBe(false);
	});
});

requires("corpus", "exiftool").test(
	"exiftool finds only colours in stripped profiles",
	async () => {
		const folder = await mkdtemp(join(tmpdir(), "profiles-"));
		try {
			const photos = corpusFiles("photos").filter((name) => /\.(jpg|png)$/.test(name));
			for (const name of photos) {
				await Bun.write(join(folder, name), await strip(await corpusBytes("photos", name)));
			}
			const program = Bun.which("exiftool") ?? "exiftool";
			const { stdout } = Bun.spawnSync([
				program,
				"-a",
				"-G1",
				"-s",
				"-ICC_Profile:all",
				"-r",
				folder,
			]);
			const lines = stdout.toString().matchAll(/^\[(ICC\S*)\]\s+(\w+)\s+: (.*)$/gm);
			const found = [...lines].map(([, , tag = "", value = ""]) => ({ tag, value }));
			expect(found.length).toBeGreaterThan(50);
			expect(found.filter(({ tag }) => !COLOUR_TAGS.has(tag))).toEqual([]);
			const notices = found.filter(({ tag }) => tag === "ProfileCopyright");
			expect(new Set(notices.map(({ value }) => value))).toEqual(new Set(["Not stated"]));
		} finally {
			await rm(folder, { recursive: true, force: true, maxRetries: 5 });
		}
	},
);
