import { CHART_SIDE } from "../../pictures/coded-colours.ts";
import { sharedChromium } from "../../services/shared.ts";

/** Pixels in the middle of the fields of the chart, Display P3, 8 bits. */
export type ShownColours = readonly (readonly number[])[];

/**
 * Shows charts in Chromium, one after the other on one page, and reads what it drew on a canvas.
 * `null` for those that it cannot show.
 */
export async function showCharts(
	charts: readonly { readonly bytes: Uint8Array; readonly type: string }[],
): Promise<readonly (ShownColours | null)[]> {
	const browser = await sharedChromium();
	try {
		const page = await browser.newPage();
		const files = charts.map(({ bytes, type }) => ({ base64: bytes.toBase64(), type }));
		return await page.evaluate(draw, { files, side: CHART_SIDE });
	} finally {
		await browser.close();
	}
}

/** Runs in the page, so it uses nothing from outside. */
async function draw({
	files,
	side,
}: {
	readonly files: readonly { readonly base64: string; readonly type: string }[];
	readonly side: number;
}): Promise<(number[][] | null)[]> {
	const canvas = new OffscreenCanvas(side, side);
	const context = canvas.getContext("2d", { colorSpace: "display-p3", willReadFrequently: true });
	if (!context) throw new Error("There is no canvas");
	const shown: (number[][] | null)[] = [];
	for (const { base64, type } of files) {
		try {
			const blob = new Blob([Uint8Array.fromBase64(base64)], { type });
			context.drawImage(await createImageBitmap(blob), 0, 0);
		} catch {
			shown.push(null);
			continue;
		}
		const { data } = context.getImageData(0, 0, side, side, { colorSpace: "display-p3" });
		const colours: number[][] = [];
		for (let y = 4; y < side; y += 8) {
			for (let x = 4; x < side; x += 8) {
				const at = 4 * (y * side + x);
				colours.push([...data.subarray(at, at + 3)]);
			}
		}
		shown.push(colours);
	}
	return shown;
}
