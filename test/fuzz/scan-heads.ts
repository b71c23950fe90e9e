import { join } from "../containers/bytes.ts";
import { frame, SOI } from "../containers/jpeg.ts";
import {
	AC_CODES,
	DC_CODES,
	QUANTISATION,
	restartInterval,
	segment,
} from "../containers/jpeg-scans.ts";

const TABLES = join(QUANTISATION, DC_CODES, AC_CODES);
const ALL = segment(0xda, join(3, 1, 0, 2, 0, 3, 0, 0, 63, 0));
const DC = segment(0xda, join(3, 1, 0, 2, 0, 3, 0, 0, 0, 0));

/** The heads of small JPEGs, up to their first codes: sequential and progressive, with and without restarts. */
export const SCAN_HEADS: readonly Uint8Array[] = [
	join(SOI, frame(32, 16), TABLES, ALL),
	join(SOI, frame(32, 16), TABLES, restartInterval(1), ALL),
	join(SOI, frame(32, 16, 0xc2), TABLES, DC),
	join(SOI, frame(32, 16, 0xc2), TABLES, restartInterval(1), DC),
];
