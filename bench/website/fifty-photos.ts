/** Photo sizes of cameras and phones, portrait and landscape, at a master's maximum, in pixels. */
const SHAPES = [
	[2560, 1707],
	[1707, 2560],
	[2560, 1920],
	[2560, 1440],
	[1920, 2560],
	[2000, 2000],
] as const;

/**
 * Makes fifty different photos from one: with different shapes, rotations and tones, so that a page of
 * them compresses like a page of different photos.
 *
 * @example
 * await upload(server.url, await fiftyPhotos(photo));
 */
export async function fiftyPhotos(photo: Uint8Array): Promise<readonly Uint8Array<ArrayBuffer>[]> {
	const photos: Uint8Array<ArrayBuffer>[] = [];
	for (let i = 0; i < 50; i++) {
		const [width, height] = SHAPES[i % SHAPES.length] ?? SHAPES[0];
		const toned = new Bun.Image(photo)
			.rotate(90 * (Math.floor(i / SHAPES.length) % 4))
			.resize(width, height)
			.modulate({ brightness: 0.7 + (i % 7) / 10, saturation: 0.4 + (i % 11) / 8 });
		photos.push(new Uint8Array(await toned.jpeg({ quality: 85 }).bytes()));
	}
	return photos;
}
