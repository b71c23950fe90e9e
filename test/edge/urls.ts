/** The id of the photo in the table. */
export const PHOTO = "0123456789abcdef0123456789abcdef";

/** The widths that the functions under test are built for. */
export const BUCKETS: readonly number[] = [256, 416, 640, 1280];

/** A request, and either the variant's name under the photo's prefix or an error code. */
export type UrlCase = {
	readonly path: string;
	/** `undefined` for a URL without a question mark. */
	readonly query: string | undefined;
	readonly accept: string;
	readonly expected: { readonly name: string } | { readonly code: string };
};

const NAME = `/media/${PHOTO}/blue-hour.jpg`;

/** Requests on which the server and every edge must agree. */
export const URLS: readonly UrlCase[] = [
	...["width=400", "width=401", "width=402", "width=416", "width=257"].map((q) =>
		image(q, "w416.jpeg"),
	),
	image("width=400", "w416.webp", "image/avif,image/webp,*/*"),
	image("width=400", "w416.webp", "IMAGE/WEBP;q=0.001"),
	image("width=400", "w416.jpeg", "image/webp;q=0"),
	image("width=400", "w416.jpeg", "image/*"),
	image("width=200&dpr=2", "w416.jpeg"),
	image("dpr=2&width=200", "w416.jpeg"),
	image("width=160&dpr=1.601", "w416.jpeg"),
	image("width=400&format=avif", "w416.avif"),
	image("format=webp&width=400&utm_source=mail&x", "w416.webp"),
	image("width=400&format=jpeg", "w416.jpeg", "image/webp"),
	image("width=1", "w256.jpeg"),
	image("width=10000&dpr=4", "w1280.jpeg"),
	image("width=256", "w256.jpeg"),
	image("width=417", "w640.jpeg"),
	image("width=640", "w640.jpeg"),
	image("width=641", "w1280.jpeg"),
	image("width=1281", "w1280.jpeg"),
	image("width=64&dpr=4", "w256.jpeg"),
	image("width=100&dpr=2.561", "w416.jpeg"),
	image("width=278&dpr=1.5", "w640.jpeg", "image/jpeg"),
	image("width=400&dpr=1.0", "w416.jpeg", "*/*"),
	image("width=256", "w256.webp", "text/html,image/avif,image/webp,image/apng,*/*;q=0.8"),
	image("width=256", "w256.webp", "image/webp;q=1.0"),
	image("width=256", "w256.jpeg", "image/webp;q=0.0"),
	image("width=256", "w256.jpeg", "image/avif"),
	image("width=256", "w256.jpeg", "image/webpx"),
	image("format=jpeg&dpr=1&width=256", "w256.jpeg", "image/webp"),
	image("width=400&format=avif", "w416.avif", "image/webp"),
	image("utm_source=width%3D400", "master", "image/webp"),
	image("", "master"),
	image(undefined, "master", "image/webp"),
	image("__proto__=1&constructor=2&toString", "master"),
	image("WIDTH=400", "master"),
	image("&&width=400&", "w416.jpeg"),
	refused("width=0", "invalid-width"),
	refused("width=10001", "invalid-width"),
	refused("width=0400", "invalid-width"),
	refused("width=4e2", "invalid-width"),
	refused("width=-1", "invalid-width"),
	refused("width=", "invalid-width"),
	refused("width", "invalid-width"),
	...["width=1e3", "width=0x190", "width=400px", "width=400.0", "width=10000000000"].map((query) =>
		refused(query, "invalid-width"),
	),
	...["", "01", "1.", "1,5", "0.5", "4.001", "two"].map((dpr) =>
		refused(`width=400&dpr=${dpr}`, "invalid-dpr"),
	),
	...["", "jpg", "WEBP", "heic", "auto"].map((format) =>
		refused(`width=400&format=${format}`, "invalid-format"),
	),
	refused("width=400&dpr=1&dpr=1", "repeated-parameter"),
	refused("width=400&form%61t=webp", "encoded-parameter"),
	refused("width=400&format=web%70", "encoded-parameter"),
	refused("dpr=2&format=webp", "width-required"),
	refused("width=400&width=400", "repeated-parameter"),
	refused("width=400&width=500", "repeated-parameter"),
	refused("width=400&format=webp&format=avif", "repeated-parameter"),
	refused("w%69dth=400", "encoded-parameter"),
	refused("width=%34%30%30", "encoded-parameter"),
	refused("width=+400", "encoded-parameter"),
	refused("width=400&dpr=0", "invalid-dpr"),
	refused("width=400&dpr=1.0001", "invalid-dpr"),
	refused("width=400&dpr=5", "invalid-dpr"),
	refused("width=400&format=png", "invalid-format"),
	refused("dpr=2", "width-required"),
	refused("format=webp", "width-required"),
	{
		path: `/media/${PHOTO}/é%20(1).jpg`,
		query: "width=400",
		accept: "",
		expected: name("w416.jpeg"),
	},
	...["a", ".jpg", "a.b.c", "a+b.jpg", "a;b.jpg", "w416.webp", "master"].map((file) => {
		return {
			...{ path: `/media/${PHOTO}/${file}`, query: "width=256", accept: "" },
			expected: name("w256.jpeg"),
		};
	}),
	...[`${PHOTO}0`, `${PHOTO.slice(1)}g`, "blue-hour"].map((id) => {
		return {
			...{ path: `/media/${id}/a.jpg`, query: "width=256", accept: "" },
			expected: { code: "invalid-path" },
		};
	}),
	{ path: `/media/${PHOTO}/`, query: "", accept: "", expected: { code: "invalid-path" } },
	{ path: `/media/${PHOTO}/a/b.jpg`, query: "", accept: "", expected: { code: "invalid-path" } },
	{
		path: `/media/${PHOTO.toUpperCase()}/a.jpg`,
		query: "",
		accept: "",
		expected: { code: "invalid-path" },
	},
	{
		path: `/media/${PHOTO.slice(1)}/a.jpg`,
		query: "",
		accept: "",
		expected: { code: "invalid-path" },
	},
];

function image(query: string | undefined, variant: string, accept = ""): UrlCase {
	return { path: NAME, query, accept, expected: name(variant) };
}

function refused(query: string, code: string): UrlCase {
	return { path: NAME, query, accept: "", expected: { code } };
}

function name(variant: string): { readonly name: string } {
	return { name: variant };
}

/** The keys of the table's variants, each once. */
export const KEYS: readonly string[] = [
	...new Set(
		URLS.flatMap(({ expected }) => ("name" in expected ? `photos/${PHOTO}/${expected.name}` : [])),
	),
];
