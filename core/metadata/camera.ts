/**
 * Joins EXIF's make and model into a camera's name. Leaves out the make if the model starts with
 * its first word.
 *
 * @example
 * cameraName("NIKON CORPORATION", "NIKON D750"); // "NIKON D750"
 * cameraName("Google", "Pixel 6"); // "Google Pixel 6"
 */
export function cameraName(make: string | null, model: string | null): string | null {
	if (make === null || model === null) return model ?? make;
	const brand = make.split(" ")[0] ?? make;
	const hasBrand = model.toLowerCase().startsWith(brand.toLowerCase());
	return hasBrand ? model : `${make} ${model}`;
}
