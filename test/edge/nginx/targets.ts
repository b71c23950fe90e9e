/** Targets that must reach nothing but images, in all the ways to write them. `ID` is the photo's. */
export const HOSTILE: readonly string[] = [
	"/photos/ID/master",
	"/photos/ID/master.info",
	"/photos/ID/mezzanine-640",
	"/photos/ID/w416.webp",
	"/media/ID/../../photos/ID/master",
	"/media/ID/..%2f..%2fphotos%2fID%2fmaster",
	"/media/ID/%2e%2e/%2e%2e/photos/ID/master.info",
	"/media/ID/..\\..\\photos\\ID\\master",
	"/media//ID/a.jpg?width=400",
	"//media/ID/a.jpg?width=400",
	"/./media/ID/a.jpg?width=400",
	"/media/./ID/a.jpg?width=400",
	"/%6dedia/ID/a.jpg?width=400",
	"/media%2fID/a.jpg?width=400",
	"/media/ID%2fa.jpg?width=400",
	"/MEDIA/ID/a.jpg?width=400",
	"/media/ID/../ID/a.jpg?width=400",
	"/media/ID/a.jpg/?width=400",
	"/media/ID/..?width=400",
	"/media/ID/w416.webp?width=400;format=avif",
	"/media/ID/master",
	"/media/ID/master.info?width=400",
	"/media/ID",
	"/media/",
	"/media",
	"/public/photos/ID/master",
	"/widthwise/variants/fixed/ID/w416.webp",
	"/widthwise/variants/negotiated/ID/../ID/w416.webp",
	"/widthwise/masters/jpeg/ID/master",
	"/widthwise/masters/jpeg/ID/master.info",
	"/widthwise/masters/jpeg/ID/mezzanine-640",
	"/widthwise/masters/ID/master",
	"/widthwise/server",
	"/.tmp/x",
	"/media/ID/a%00.jpg?width=400",
	"/media/ID/%E0%A4%A.jpg?width=400",
	"/media/ffffffffffffffffffffffffffffffff/a.jpg?width=400",
	"/media/ID/a.jpg?width=400&dpr=%32",
	"/media/ID/a.jpg?%77%69%64%74%68=400",
	"/media/ID/a.jpg?width=400#&width=500",
];

/** A null byte, a broken escape or a backslash: nginx refuses these whatever the path. */
export const MALFORMED = /%00|%(?![0-9a-f]{2})|\\/i;

/** Requests for exactly a bucket, as pages make them: nginx answers most of these without its function. */
export const OFFERED: readonly { readonly target: string; readonly accept: string }[] = [
	256, 416,
].flatMap((width) =>
	["", "&format=webp", "&format=jpeg", "&format=avif"].flatMap((format) =>
		["", "image/avif,image/webp,*/*", "text/html, image/webp", "image/webp;q=0", "IMAGE/WEBP"].map(
			(accept) => ({ target: `/media/ID/blue-hour.v1.jpg?width=${width}${format}`, accept }),
		),
	),
);
