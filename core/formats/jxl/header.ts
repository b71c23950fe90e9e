import { unreadable } from "../bytes/damage.ts";
import type { CodePoints } from "../colour/h273.ts";
import type { Orientation } from "../exif/exif.ts";
import { type CodestreamBits, codestreamBits } from "./bits.ts";
import { readColours } from "./colour.ts";

/** What the header of a codestream says of its picture. */
export type JxlHeader = {
	/** Pixels, before the orientation is applied. */
	readonly width: number;
	/** Pixels, before the orientation is applied. */
	readonly height: number;
	/** As in EXIF. It is the only orientation that counts: ISO/IEC 18181-2, 9.4. */
	readonly orientation: Orientation;
	readonly alpha: "none" | "straight" | "premultiplied";
	/** Channels besides grey or RGB: alpha, black ink, spot colours, depth. */
	readonly extraChannels: number;
	/** Whether one of them is black ink. */
	readonly isCmyk: boolean;
	/** `null` if a colour profile or numbers of its own say the colours. */
	readonly colours: CodePoints | null;
};

type Size = Pick<JxlHeader, "width" | "height">;

/** Widths as multiples of the height: ISO/IEC 18181-1, table D.2. */
const RATIOS: readonly (readonly [width: number, height: number])[] = [
	[1, 1],
	[12, 10],
	[4, 3],
	[3, 2],
	[16, 9],
	[5, 4],
	[2, 1],
];

const ORIENTATIONS: readonly Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];

/** Values of ExtraChannelType: table D.6. */
const ALPHA = 0;
const SPOT_COLOUR = 2;
const BLACK = 4;
const CFA = 5;

const DEFAULTS = {
	orientation: 1,
	alpha: "none",
	extraChannels: 0,
	isCmyk: false,
	colours: { primaries: 1, transfer: 13 },
} as const;

/** Other than a few would only be there to keep us busy. */
const MAX_EXTRA_CHANNELS = 64;

/**
 * Reads SizeHeader and ImageMetadata, as far as the colours (ISO/IEC 18181-1, annex D).
 *
 * @param codestream from its first byte on
 *
 * @throws {WidthwiseError} `truncated-file`; `unreadable-image` if it is no codestream or has too many
 *   channels
 *
 * @example
 * const { width, height } = readJxlHeader(codestream);
 */
export function readJxlHeader(codestream: Uint8Array): JxlHeader {
	const bits = codestreamBits(codestream);
	if (bits.uint(16) !== 0x0aff) throw unreadable("JPEG XL", "it has no codestream");
	const size = readSize(bits);
	const isDefault = bits.flag();
	if (isDefault) return { ...size, ...DEFAULTS };
	const orientation = readExtraFields(bits);
	skipBitDepth(bits);
	// Whether 16 bits suffice for the transforms.
	bits.flag();
	const count = bits.choice([0, 0], [0, 1], [4, 2], [12, 1]);
	if (count > MAX_EXTRA_CHANNELS) throw unreadable("JPEG XL", "it has too many channels");
	const channels = Array.from({ length: count }, () => readChannel(bits));
	// Whether pixels are coded as XYB, of which the decoder makes the colours that the file names.
	bits.flag();
	const alpha = channels.find(({ type }) => type === ALPHA);
	return {
		...size,
		orientation,
		alpha: alpha ? (alpha.isAssociated ? "premultiplied" : "straight") : "none",
		extraChannels: count,
		isCmyk: channels.some(({ type }) => type === BLACK),
		colours: readColours(bits),
	};
}

/** D.2. */
function readSize(bits: CodestreamBits): Size {
	const isSmall = bits.flag();
	const side = (): number =>
		isSmall ? (bits.uint(5) + 1) * 8 : bits.choice([9, 1], [13, 1], [18, 1], [30, 1]);
	const height = side();
	const ratio = RATIOS[bits.uint(3) - 1];
	return { height, width: ratio ? Math.floor((height * ratio[0]) / ratio[1]) : side() };
}

/** D.3: returns the orientation; skips the intrinsic size, the preview and the animation. */
function readExtraFields(bits: CodestreamBits): Orientation {
	if (!bits.flag()) return 1;
	const orientation = ORIENTATIONS[bits.uint(3)] ?? 1;
	if (bits.flag()) readSize(bits);
	if (bits.flag()) skipPreview(bits);
	if (bits.flag()) {
		bits.choice([0, 100], [0, 1000], [10, 1], [30, 1]);
		bits.choice([0, 1], [0, 1001], [8, 1], [10, 1]);
		bits.choice([0, 0], [3, 0], [16, 0], [32, 0]);
		bits.flag();
	}
	return orientation;
}

function skipPreview(bits: CodestreamBits): void {
	const isSmall = bits.flag();
	const skipSide = (): void => {
		if (isSmall) bits.choice([0, 16], [0, 32], [5, 1], [9, 33]);
		else bits.choice([6, 1], [8, 65], [10, 321], [12, 1345]);
	};
	skipSide();
	if (bits.uint(3) === 0) skipSide();
}

function skipBitDepth(bits: CodestreamBits): void {
	if (bits.flag()) {
		bits.choice([0, 32], [0, 16], [0, 24], [6, 1]);
		bits.uint(4);
	} else {
		bits.choice([0, 8], [0, 10], [0, 12], [6, 1]);
	}
}

type Channel = { readonly type: number; readonly isAssociated: boolean };

/** D.3.6: alpha of 8 bits, straight, if it has no fields. */
function readChannel(bits: CodestreamBits): Channel {
	if (bits.flag()) return { type: ALPHA, isAssociated: false };
	const type = bits.name();
	skipBitDepth(bits);
	bits.choice([0, 0], [0, 3], [0, 4], [3, 1]);
	const nameBytes = bits.choice([0, 0], [4, 0], [5, 16], [10, 48]);
	for (let index = 0; index < nameBytes; index++) bits.uint(8);
	const isAssociated = type === ALPHA && bits.flag();
	if (type === SPOT_COLOUR) for (let index = 0; index < 4; index++) bits.uint(16);
	if (type === CFA) bits.choice([0, 1], [2, 0], [4, 3], [8, 19]);
	return { type, isAssociated };
}
