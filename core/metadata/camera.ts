import { brandName } from "./brand.ts";

/** What models have after their name: what they are, and the version of their software. */
const MODEL_ENDING = /(?: zoom)? digital(?: still)? camera$| \(v\d[\d.]{0,20}\)$/i;

/** Brands that companies still use for cameras after they bought them, or sold them. */
const BRANDS_IN_MODELS = /^(pentax|nokia|kodak|minolta|konica minolta|leica|lumix|contax)[\s-]/i;

/**
 * Joins EXIF's make and model into a camera's name as people say it: one brand, then the model.
 *
 * @example
 * cameraName("NIKON CORPORATION", "NIKON D750"); // "Nikon D750"
 * cameraName("EASTMAN KODAK COMPANY", "KODAK Z740 ZOOM DIGITAL CAMERA"); // "Kodak Z740"
 * cameraName("Google", "Pixel 6"); // "Google Pixel 6"
 */
export function cameraName(make: string | null, model: string | null): string | null {
	if (model === null) return make === null ? null : brandName(make);
	const plain = firstName(model).replace(MODEL_ENDING, "").trim() || model;
	if (make === null) return plain;
	const inModel = BRANDS_IN_MODELS.exec(plain)?.[1];
	const brand = brandName(inModel && inModel.toLowerCase() !== "lumix" ? inModel : make);
	const rest = withoutBrand(plain, brand, make);
	return rest === "" ? brand : `${brand} ${rest}`;
}

/** "<Digimax i50 MP3, Samsung #1 MP3>": of several names in brackets, the first. */
function firstName(model: string): string {
	const names = model.slice(1, -1);
	if (!model.startsWith("<") || !model.endsWith(">") || /[<>]/.test(names)) return model;
	return names.split(/[,/]/, 1)[0]?.trim() || model;
}

/** The model without the brand, or the maker's first word, that precedes it. */
function withoutBrand(model: string, brand: string, make: string): string {
	const first = make.split(" ")[0] ?? make;
	for (const start of [make, brand, first]) {
		if (!model.toLowerCase().startsWith(start.toLowerCase())) continue;
		const rest = model.slice(start.length);
		// "Canonet" does not begin with the brand.
		if (/^[\s_-]|^$/.test(rest)) return rest.replace(/^[\s_-]+/, "");
	}
	return model;
}
