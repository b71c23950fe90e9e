// Computes the coefficients from encodings.csv, which `measure.ts` writes:
// `bun bench/traffic/bytes/fit-main.ts > core/tuning/bytes/coefficients.ts`, then `npm run format`.
import { fileURLToPath } from "node:url";
import { readEncodings } from "./encodings.ts";
import { fitBytes, heldOutErrors } from "./fit.ts";

const csv = fileURLToPath(new URL("encodings.csv", import.meta.url));
const photos = readEncodings(await Bun.file(csv).text());
const write = (numbers: readonly number[]): string => numbers.map((n) => n.toFixed(5)).join(", ");
const fitted = Object.entries(fitBytes(photos)).map(([f, each]) => `\t${f}: [${write(each)}],`);
const errors = Object.entries(heldOutErrors(photos)).map(([f, e]) => `\t${f}: ${e.toFixed(4)},`);
const measured = photos.map(
	({ aspect, referenceBytes, largeBytes }) =>
		`\t{ aspect: ${aspect}, referenceBytes: ${referenceBytes}, largeBytes: ${largeBytes} },`,
);

console.log(`import type { ImageFormat } from "../../url/format.ts";
import type { Coefficients, PhotoBytes } from "./byte-model.ts";

// Written by bench/traffic/bytes/fit-main.ts from encodings.csv: ${photos.length} real photos, encoded by our engines at our
// qualities.

/** The coefficients of the model's features, by format. */
export const COEFFICIENTS: Coefficients = {
${fitted.join("\n")}
};

/** The median error on photos outside the fit, as a share of the real bytes. */
export const HELD_OUT_ERRORS: Readonly<Record<ImageFormat, number>> = {
${errors.join("\n")}
};

/** The measured photos, with the model's parameters. */
export const MEASURED_PHOTOS: readonly PhotoBytes[] = [
${measured.join("\n")}
];`);
