/**
 * The command that runs the program, with the permissions that it needs, and no others.
 *
 * @param options.here the folder of `main.js`
 * @param options.folder the folder of the public store
 * @param options.address where it listens, as `host:port`
 *
 * @example
 * denoCommand({ here: "/srv/edge", folder: "/srv/public", address: "127.0.0.1:3002" }).join(" ");
 */
export function denoCommand(options: {
	readonly here: string;
	readonly folder: string;
	readonly address: string;
}): readonly string[] {
	const { here, folder, address } = options;
	return [
		"deno",
		"run",
		"--no-prompt",
		`--allow-read=${here},${folder}`,
		`--allow-write=${folder}`,
		`--allow-net=${address}`,
		`${here}/main.js`,
		folder,
		address,
	];
}
