/** Draws small pictures of files as their rows scroll into view. */
export type Thumbnails = {
	/** Draws a file on a canvas once the canvas is near the window. */
	draw(file: Blob, canvas: HTMLCanvasElement): void;
};

/** Width and height of the canvas in pixels. */
const EDGE = 112;

/**
 * Makes the thumbnails. Files are decoded one after another, because each is in memory at full size
 * while it is drawn. The canvas of a file that the browser cannot decode stays empty.
 *
 * @example
 * const thumbnails = createThumbnails();
 * thumbnails.draw(file, canvas);
 */
export function createThumbnails(): Thumbnails {
	const files = new Map<Element, Blob>();
	let last = Promise.resolve();
	const observer = new IntersectionObserver(
		(entries) => {
			for (const { isIntersecting, target } of entries) {
				const file = files.get(target);
				if (!isIntersecting || !file || !(target instanceof HTMLCanvasElement)) continue;
				observer.unobserve(target);
				files.delete(target);
				last = last.then(() => paint(file, target)).catch(() => {});
			}
		},
		{ rootMargin: "300px" },
	);
	return {
		draw(file, canvas) {
			files.set(canvas, file);
			observer.observe(canvas);
		},
	};
}

async function paint(file: Blob, canvas: HTMLCanvasElement): Promise<void> {
	const picture = await createImageBitmap(file, { resizeWidth: 2 * EDGE, resizeQuality: "medium" });
	try {
		const scale = EDGE / Math.min(picture.width, picture.height);
		const [width, height] = [picture.width * scale, picture.height * scale];
		canvas.width = EDGE;
		canvas.height = EDGE;
		const context = canvas.getContext("2d");
		context?.drawImage(picture, (EDGE - width) / 2, (EDGE - height) / 2, width, height);
		canvas.dataset.isDrawn = "true";
	} finally {
		picture.close();
	}
}
