import type { Environment } from "widthwise/settings";

/**
 * The environment of this process; the only place that reads it.
 *
 * @example
 * const settings = requireSettings(pipelineSettings, readEnvironment());
 */
export function readEnvironment(): Environment {
	return process.env;
}
