/** Brands as their makers write them, by the start of what cameras call their maker, in lower case. */
const BRANDS: readonly (readonly [start: string, brand: string])[] = [
	["agfaphoto", "AgfaPhoto"],
	["asahi optical", "Pentax"],
	["asus", "ASUS"],
	["benq", "BenQ"],
	["blackberry", "BlackBerry"],
	["dji", "DJI"],
	["eastman kodak", "Kodak"],
	["flir", "FLIR"],
	["fuji photo film", "Fujifilm"],
	["gopro", "GoPro"],
	["hewlett-packard", "HP"],
	["hmd global", "Nokia"],
	["konica minolta", "Konica Minolta"],
	["lg electronics", "LG"],
	["lge", "LG"],
	["om digital", "OM System"],
	["oneplus", "OnePlus"],
	["phase one", "Phase One"],
	["research in motion", "BlackBerry"],
	["seiko epson", "Epson"],
	["sony ericsson", "Sony Ericsson"],
	["sonyericsson", "Sony Ericsson"],
	["tct", "TCL"],
];

/** What a company's name has after the brand. */
const COMPANY =
	/[\s,](?:camera|cameras|co|company|computer|corp|corporation|digital|electric|electronics|gmbh|ag|imaging|inc|international|kogyo|ltd|limited|llc|mobile|optical|sdi|techwin|technologies|technology)\b/i;

/**
 * Turns EXIF's maker into the brand as people write it: without the kind of the company, in lower case
 * with a capital.
 *
 * @example
 * brandName("OLYMPUS IMAGING CORP."); // "Olympus"
 * brandName("EASTMAN KODAK COMPANY"); // "Kodak"
 */
export function brandName(make: string): string {
	const lower = make.toLowerCase();
	const known = BRANDS.find(([start]) => lower.startsWith(start));
	if (known) return known[1];
	const short = withoutCompany(make) || make;
	return short.split(" ").map(capitalised).join(" ");
}

function withoutCompany(make: string): string {
	let end = COMPANY.exec(make)?.index ?? make.length;
	while (/[\s,]/.test(make[end - 1] ?? "")) end--;
	return make.slice(0, end).trim();
}

/** Abbreviations of three letters stay, and names with letters of both cases. */
function capitalised(word: string): string {
	const isShouted = /^[\p{Lu}]{4,}$/u.test(word);
	const isWhispered = /^[\p{Ll}]+$/u.test(word);
	return isShouted || isWhispered
		? word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase()
		: word;
}
