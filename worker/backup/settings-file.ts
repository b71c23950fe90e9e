import { access, writeFile } from "node:fs/promises";

/** Settings that say where a machine keeps things: another machine has its own. */
const PLACES: readonly string[] = [
	"DATA_DIR",
	"DATABASE_URL",
	"REDIS_URL",
	"MEDIA_STORE",
	"PUBLIC_STORE",
];

/** Bun reads what is between two of these as it is, but for `$`. */
const QUOTES = ["'", '"', "`"] as const;

/**
 * Formats the settings of a backup as a `.env` that Bun reads back the same. Where the old machine kept
 * things is in comments, unless this machine says where it does.
 *
 * @param settings those of the backup
 * @param here those that this process was started with
 *
 * @example
 * formatSettings({ SITE_NAME: "Jo's photos" }, {}); // 'SITE_NAME="Jo\'s photos"\n'
 */
export function formatSettings(
	settings: Readonly<Record<string, string>>,
	here: Readonly<Record<string, string>>,
): string {
	const places = PLACES.flatMap((name) => {
		const value = here[name];
		return value === undefined ? [] : [formatSetting(name, value)];
	});
	const others = Object.entries(settings).flatMap(([name, value]) => {
		if (!PLACES.includes(name)) return [formatSetting(name, value)];
		return here[name] === undefined ? [`# ${formatSetting(name, value)}`] : [];
	});
	return [...places, ...others].map((line) => `${line}\n`).join("");
}

/**
 * Writes a `.env`, unless there is one: it stays as it is.
 *
 * @returns whether it was written
 *
 * @example
 * await createSettingsFile(".env", formatSettings(head.settings, settings.written));
 */
export async function createSettingsFile(path: string, text: string): Promise<boolean> {
	const isThere = await access(path).then(
		() => true,
		() => false,
	);
	if (!isThere) await writeFile(path, text, { flag: "wx", mode: 0o600 });
	return !isThere;
}

/** A value that no quotes can hold is left to the reader, in a comment. */
function formatSetting(name: string, value: string): string {
	const quote = QUOTES.find((candidate) => !value.includes(candidate));
	if (quote === undefined || /[\\\r\n]/.test(value)) return `# ${name} ${JSON.stringify(value)}`;
	return `${name}=${quote}${value.replaceAll("$", "\\$")}${quote}`;
}
