// Runs in a project that has the packed package. Prints a JPEG of 16 x 16 red pixels in base64, or the
// code and the message of the error.
import { createSquooshEncoder } from "widthwise/engine/squoosh";

const encoder = createSquooshEncoder();
const rgba = new Uint8Array(16 * 16 * 4).map((_, i) => (i % 4 === 0 || i % 4 === 3 ? 255 : 0));
try {
	const jpeg = await encoder.encode({ width: 16, height: 16, rgba }, "jpeg", 90);
	process.stdout.write(Buffer.from(jpeg).toString("base64"));
} catch ({ code, message }) {
	process.stdout.write(`${code}: ${message}`);
}
await encoder.close();
