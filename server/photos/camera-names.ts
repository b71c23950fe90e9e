/** Words with which cameras, phones and messengers begin the names of files. */
const BEGINNINGS: ReadonlySet<string> = new Set(
	[
		"cimg crw dcp dji dsc dscf dscn dsci fb gopr hpim imag imgp img kic mg mov mvi mvimg",
		"pano pict psx pxl sam sany snap trim vid",
		"camphoto cameraroll capture download fullsizerender fullsizeoutput image images inshot",
		"lightroom lrm original photo photos picture received screen screenshot scan signal",
		"telegram unknown unnamed untitled viber whatsapp",
		"bild bildschirmfoto foto imagen immagine capture scansione",
	].flatMap((words) => words.split(" ")),
);

/** Words that follow in such names. */
const CONTINUATIONS: ReadonlySet<string> = new Set(
	[
		"a am at b bearbeitet bokeh burst c cinematic collage copy cover d dng e edit edited",
		"enhanced exported export fb from full hdr heic heif image ios jpeg jpg kopie large ls mp mp4 n night o",
		"pano pm png portrait r raw render resized s shot size small stitch um wa web x z",
	].flatMap((words) => words.split(" ")),
);

/** Letters and a number, in one word or two: DSC00042, P1010101, MG_1234, E1234, WA0001. */
const CODE = /^[a-z]{1,4}\d{3,}[a-z]?$/;

/** A code of two words, of letters that no list has: _ABC_1234. */
const TWO_WORDS = /^_?([a-z]{1,4})[_-](?=\d{3})/;

/** As iOS, apps and web sites name files: a UUID, or another number in hexadecimal. */
const HEXADECIMAL =
	/^(?=.{0,40}\d)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|^(?=.{0,40}\d)[0-9a-f]{16,}/;

/** Digits that a name has at least if it is nothing but numbers: fewer may be a year, or chosen. */
const MIN_DIGITS = 6;

/**
 * Whether nobody chose the name of a photo's file: a camera, a phone, a messenger or an editor did.
 *
 * @param base the name without its extension
 *
 * @example
 * isCameraName("IMG_E1234"); // true
 * isCameraName("IMG_1234 Rome"); // false
 */
export function isCameraName(base: string): boolean {
	const name = base.toLowerCase();
	const rest = name.replace(HEXADECIMAL, "");
	const words = rest.replace(TWO_WORDS, "$1").match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
	if (rest !== name) return words.every(isContinuation);
	const [first = "", ...others] = words;
	const isBeginning = BEGINNINGS.has(first) || CODE.test(first) || isLongNumber(words);
	return isBeginning && others.every(isContinuation);
}

function isContinuation(word: string): boolean {
	const isNumber = /^\d[\da-z]*$/.test(word) || CODE.test(word);
	return isNumber || CONTINUATIONS.has(word) || BEGINNINGS.has(word);
}

/** Whether numbers come first: a date, a time, or a counter. */
function isLongNumber(words: readonly string[]): boolean {
	const end = words.findIndex((word) => !/^\d+$/.test(word));
	const numbers = end < 0 ? words : words.slice(0, end);
	return numbers.join("").length >= MIN_DIGITS;
}
