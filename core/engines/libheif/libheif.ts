/**
 * The functions of libheif's C API that decode a picture (libheif/heif.h). Pointers are numbers; a
 * function that returns a struct takes its address as first argument.
 */
export type Libheif = {
	/** All memory; another array after each growth. */
	readonly HEAPU8: Uint8Array;
	_malloc(bytes: number): number;
	_heif_context_alloc(): number;
	_heif_context_read_from_memory_without_copy(
		error: number,
		context: number,
		data: number,
		bytes: number,
		options: number,
	): void;
	_heif_context_get_primary_image_handle(error: number, context: number, handle: number): void;
	_heif_image_handle_has_alpha_channel(handle: number): number;
	_heif_image_handle_get_luma_bits_per_pixel(handle: number): number;
	_heif_image_handle_get_raw_color_profile_size(handle: number): number;
	_heif_image_handle_get_raw_color_profile(error: number, handle: number, data: number): void;
	_heif_image_handle_get_nclx_color_profile(error: number, handle: number, profile: number): void;
	_heif_decoding_options_alloc(): number;
	_heif_decode_image(
		error: number,
		handle: number,
		image: number,
		colourSpace: number,
		chroma: number,
		options: number,
	): void;
	_heif_image_get_width(image: number, channel: number): number;
	_heif_image_get_height(image: number, channel: number): number;
	_heif_image_get_bits_per_pixel_range(image: number, channel: number): number;
	_heif_image_get_plane_readonly2(image: number, channel: number, stride: number): number;
};

/** What libheif's module is started with. */
export type LibheifOptions = {
	print(text: string): void;
	printErr(text: string): void;
	/** Returns what `receive` returns. */
	instantiateWasm(
		imports: WebAssembly.Imports,
		receive: (instance: WebAssembly.Instance) => object,
	): object;
};

/** The default export of `libheif-js/libheif-wasm/libheif.js`. It instantiates at once. */
export type CreateLibheif = (options: LibheifOptions) => Libheif;
