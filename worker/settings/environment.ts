import type { Environment } from "widthwise/settings";

/**
 * Reads the environment of this process. Nothing else in server and workers does.
 *
 * @example
 * const settings = requireSettings(pipelineSettings, readEnvironment());
 */
export function readEnvironment(): Environment {
	return process.env;
}
