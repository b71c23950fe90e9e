import { WidthwiseError } from "../../errors.ts";
import { known, type Parse } from "../bytes/parse.ts";
import { type Container, NO_BLOCKS, type Probe } from "../container/container.ts";
import { walkGif } from "./walk.ts";

/** The container of GIF, 87a and 89a. Its metadata is not read. */
export const GIF: Container = {
	probe,
	*walk(size) {
		const probed = yield* probe();
		return {
			end: size,
			probe: () => known(probed),
			blocks: () => known(NO_BLOCKS),
			strip() {
				throw new WidthwiseError(
					"unsupported-format",
					"A GIF cannot be stripped without re-encoding it",
				);
			},
		};
	},
};

function* probe(): Parse<Probe> {
	return { type: "gif", orientation: 1, isCmyk: false, ...(yield* walkGif()) };
}
