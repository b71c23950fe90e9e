// The configuration of `create-next-app`, with the widths and the quality that the bench uses.
import { readFileSync } from "node:fs";

const widths = JSON.parse(readFileSync(new URL("widths.json", import.meta.url), "utf8"));

export default {
	images: { deviceSizes: widths, imageSizes: [], qualities: [78], formats: ["image/webp"] },
};
