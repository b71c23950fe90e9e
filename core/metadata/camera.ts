/**
 * A camera's name from EXIF's make and model, the make not said twice.
 *
 * @example
 * cameraName("NIKON CORPORATION", "NIKON D750"); // "NIKON D750"
 */
export function cameraName(make: string | null, model: string | null): string | null {
	if (make === null || model === null) return model ?? make;
	const brand = make.split(" ")[0] ?? make;
	const saysBrand = model.toLowerCase().startsWith(brand.toLowerCase());
	return saysBrand ? model : `${make} ${model}`;
}
