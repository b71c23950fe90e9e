// Takes the README's screenshots, with drawn photos: bun test/browser/screenshots/take.ts
import { landscape } from "../../pictures/landscape.ts";
import { encode, imageOf } from "../../pictures/painter.ts";
import { asOwner, type NamedFile, upload } from "../../server/client.ts";
import { withExif } from "../../server/drawn-photos.ts";
import { settled } from "../../server/photo-events.ts";
import { startServer } from "../../server-process.ts";
import { sharedChromium } from "../../services/shared.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { visit } from "../browser.ts";

const SHAPES = [
	[1200, 800],
	[1080, 720],
	[720, 1080],
	[1200, 675],
	[1080, 810],
	[800, 1000],
] as const;

/** Numbers of drawings that look good together. */
const DRAWINGS = [6, 13, 8, 1, 4, 11, 15, 2, 9, 19, 12, 7, 16, 5, 20, 3, 14, 17];

const server = await startServer(await temporaryFolder());
const browser = await sharedChromium();
try {
	const files = DRAWINGS.map((number, i): NamedFile => {
		const [width, height] = SHAPES[i % SHAPES.length] ?? SHAPES[0];
		const jpeg = encode(imageOf(landscape(number, width, height)), "jpeg");
		return [`drawing ${number}.jpg`, i === 0 ? withExif(jpeg, 1) : jpeg];
	});
	const ids = await upload(server, ...files);
	await settled(server, ids);
	const edit = {
		title: "Last light over the hills",
		caption: "Ten minutes later it was dark.",
	};
	await asOwner(server, `/api/photos/${ids[0]}`, { method: "PATCH", body: edit });
	await take("/", "archive.webp", { width: 1440, height: 900 }, "light");
	await take(`/photos/${ids[0]}`, "photo.webp", { width: 1440, height: 800 }, "dark");
} finally {
	await browser.close();
	await server.remove();
}

async function take(
	path: string,
	name: string,
	viewport: { readonly width: number; readonly height: number },
	colorScheme: "light" | "dark",
): Promise<void> {
	const { page, close } = await visit(browser, server, { viewport, colorScheme });
	await page.goto(path, { waitUntil: "networkidle" });
	const png = await page.screenshot({ fullPage: path !== "/" });
	await Bun.write(
		new URL(name, import.meta.url),
		await new Bun.Image(png).webp({ quality: 88 }).bytes(),
	);
	await close();
}
