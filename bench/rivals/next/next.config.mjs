// The configuration of `create-next-app`, with the widths, qualities and formats that the bench asks for.
import { readFileSync } from "node:fs";

export default {
	images: JSON.parse(readFileSync(new URL("images.json", import.meta.url), "utf8")),
};
