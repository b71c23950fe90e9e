// As `create-next-app` makes it, and the widths and the quality that everyone in the bench is asked for.
import { readFileSync } from "node:fs";

const widths = JSON.parse(readFileSync(new URL("widths.json", import.meta.url), "utf8"));

export default {
	images: { deviceSizes: widths, imageSizes: [], qualities: [78], formats: ["image/webp"] },
};
